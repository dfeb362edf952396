//! The name that was meant.

/// At most so many letters of a name may differ.
const MOST_LETTERS: usize = 4;

/// So few letters differ in a name that is certainly meant.
const CERTAIN_LETTERS: usize = 2;

/// A name that is declared and close to one that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near<'n> {
    pub(super) name: &'n str,
    /// Whether it is the only one that is close, and hardly differs.
    pub(super) is_certain: bool,
}

/// The name that is written most like `name`: a third of its letters may differ.
pub(super) fn near<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<Near<'n>> {
    let mut close: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|known| *known != name)
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).clamp(1, MOST_LETTERS))
        .collect();
    close.sort_unstable();
    close.dedup();
    let (distance, name) = *close.first()?;
    Some(Near {
        name,
        is_certain: close.len() == 1 && distance <= CERTAIN_LETTERS,
    })
}

/// Some names as a sentence lists them; `None` where there are none or too many to help.
pub(super) fn listed(names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [only] => Some((*only).to_owned()),
        [some @ .., last] if names.len() <= 6 => Some(format!("{} and {last}", some.join(", "))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, near};

    #[test]
    fn only_a_lone_close_name_is_certain() {
        let certain = |name: &str, known: &[&'static str]| {
            near(name, known.iter().copied()).map(|near| (near.name, near.is_certain))
        };
        assert_eq!(
            certain("cidr_blok", &["cidr_block", "name"]),
            Some(("cidr_block", true))
        );
        assert_eq!(
            certain("cidr_blok", &["cidr_block", "cidr_blocks"]),
            Some(("cidr_block", false))
        );
        assert_eq!(certain("private_subnet", &["private_subnets_all"]), None);
        assert_eq!(
            certain("subnet_cidr", &["subnet_cidrs_a"]),
            Some(("subnet_cidrs_a", false))
        );
        assert_eq!(certain("a", &["b"]), Some(("b", true)));
        assert_eq!(certain("name", &["vpc"]), None);
    }

    #[test]
    fn a_few_names_are_listed() {
        assert_eq!(listed(&[]), None);
        assert_eq!(listed(&["a"]).as_deref(), Some("a"));
        assert_eq!(listed(&["a", "b", "c"]).as_deref(), Some("a, b and c"));
        assert_eq!(listed(&["a"; 7]), None);
    }
}
