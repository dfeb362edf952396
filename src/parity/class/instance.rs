//! Which of two instance types is the larger.
//!
//! Within a family sizes are ordered. Between families it is the one that has at least as many processors and at least
//! as much memory, as AWS publishes them for the current generations of `t`, `c`, `m` and `r`; that holds for the
//! managed instances of databases, caches, search and queues by the same names, in proportion. Anything else is not ordered.

use std::cmp::Ordering;

/// What an instance type consists of.
struct Instance<'t> {
    /// What stands before and behind the family and the size, such as `db` or `search`.
    around: Vec<&'t str>,
    family: &'t str,
    /// Where the size stands among those of a family.
    rank: f64,
    size: &'t str,
}

/// How large the first is beside the second; `None` where that cannot be told.
pub(super) fn compared(reference: &str, other: &str) -> Option<Ordering> {
    let (reference, other) = (instance(reference)?, instance(other)?);
    if reference.around != other.around {
        return None;
    }
    if reference.family == other.family {
        return reference.rank.partial_cmp(&other.rank);
    }
    let (left, right) = (capacity(&reference)?, capacity(&other)?);
    let parts = [
        left.processors.partial_cmp(&right.processors)?,
        left.memory.partial_cmp(&right.memory)?,
        left.is_steady.cmp(&right.is_steady),
    ];
    let is_at_least = parts.iter().all(|it| it.is_ge());
    let is_at_most = parts.iter().all(|it| it.is_le());
    match (is_at_least, is_at_most) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => None,
    }
}

/// The family and size of `cache.r6g.large`, with what stands around them, as in `m5.large.search`.
fn instance(text: &str) -> Option<Instance<'_>> {
    let parts: Vec<&str> = text.split('.').collect();
    let mut ranked = parts.iter().enumerate();
    let (at, rank) = ranked.find_map(|(at, part)| Some((at, rank(part)?)))?;
    let family = at.checked_sub(1)?;
    let around = parts.iter().enumerate();
    let around = around.filter(|(index, _)| *index != at && *index != family);
    Some(Instance {
        around: around.map(|(_, part)| *part).collect(),
        family: parts[family],
        rank,
        size: parts[at],
    })
}

/// Where a size stands among those of a family.
fn rank(size: &str) -> Option<f64> {
    const BELOW: [&str; 6] = ["nano", "micro", "small", "medium", "large", "xlarge"];
    if let Some(at) = BELOW.iter().position(|word| *word == size) {
        return u32::try_from(at).ok().map(f64::from);
    }
    // `2xlarge` comes next after `xlarge`.
    let times = times_large(size)? / 2.0;
    (times > 1.0).then_some(times + 4.0)
}

/// How many times a `large` a size is; `None` below that.
fn times_large(size: &str) -> Option<f64> {
    match size {
        "large" => Some(1.0),
        "xlarge" => Some(2.0),
        _ => {
            let times: u16 = size.strip_suffix("xlarge")?.parse().ok()?;
            Some(f64::from(times) * 2.0)
        }
    }
}

/// What an instance has to offer.
struct Capacity {
    processors: f64,
    /// In GiB.
    memory: f64,
    /// Whether its processors are its own all the time: those of `t` earn credits.
    is_steady: bool,
}

fn capacity(instance: &Instance<'_>) -> Option<Capacity> {
    let mut letters = instance.family.chars();
    let letter = letters.next()?;
    let generation = letters.next()?.to_digit(10)?;
    // What is flexible gives less than it has, and c5n and earlier generations have other memory.
    let is_regular = !instance.family.contains('-') && instance.family != "c5n";
    match letter {
        't' if matches!(instance.family, "t3" | "t3a" | "t4g") => burstable(instance.size),
        'c' | 'm' | 'r' if is_regular && generation >= 5 => {
            let of_large = match letter {
                'c' => 4.0,
                'm' => 8.0,
                _ => 16.0,
            };
            // Some families begin with half a `large`.
            let times = match instance.size {
                "medium" => 0.5,
                size => times_large(size)?,
            };
            Some(Capacity {
                processors: 2.0 * times,
                memory: of_large * times,
                is_steady: true,
            })
        }
        _ => None,
    }
}

/// The sizes of t3, t3a and t4g.
fn burstable(size: &str) -> Option<Capacity> {
    let (processors, memory) = match size {
        "nano" => (2.0, 0.5),
        "micro" => (2.0, 1.0),
        "small" => (2.0, 2.0),
        "medium" => (2.0, 4.0),
        "large" => (2.0, 8.0),
        "xlarge" => (4.0, 16.0),
        "2xlarge" => (8.0, 32.0),
        _ => return None,
    };
    Some(Capacity {
        processors,
        memory,
        is_steady: false,
    })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::compared;

    #[test]
    fn instances_are_ordered_by_what_they_have() {
        for (reference, other, expected) in [
            ("t3.micro", "t3.small", Some(Less)),
            ("db.r6g.xlarge", "db.r6g.2xlarge", Some(Less)),
            ("db.r6g.12xlarge", "db.r6g.4xlarge", Some(Greater)),
            // 2 processors and 16 GiB beside 2 that burst and 8 GiB.
            ("db.r6g.large", "db.t3.large", Some(Greater)),
            // The same, but those of t earn credits.
            ("t3.large", "m5.large", Some(Less)),
            ("m5.large", "m6g.large", Some(Equal)),
            ("m5.large", "r5.large", Some(Less)),
            ("c5.xlarge", "m5.large", Some(Greater)),
            // 4 processors and 8 GiB beside 2 and 16 GiB.
            ("c5.xlarge", "r5.large", None),
            // 8 GiB that burst beside 4 GiB that do not.
            ("t3.large", "c5.large", None),
            ("m6g.medium", "m5.large", Some(Less)),
            ("m5.large.search", "r6g.large.search", Some(Less)),
            ("cache.t4g.small", "cache.m7g.large", Some(Less)),
            ("db.t3.small", "cache.t3.micro", None),
            ("m4.large", "m5.large", None),
            ("m7i-flex.large", "m7i.large", None),
            ("m5.metal", "m5.large", None),
            ("db.serverless", "db.r6g.large", None),
            ("x2g.large", "r6g.large", None),
        ] {
            assert_eq!(compared(reference, other), expected, "{reference} {other}");
            let mirrored = expected.map(std::cmp::Ordering::reverse);
            assert_eq!(compared(other, reference), mirrored, "{other} {reference}");
        }
    }
}
