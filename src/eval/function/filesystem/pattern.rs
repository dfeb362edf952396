//! The patterns of `fileset`: those of the Go package doublestar, version 1.1.5, whose oddities Terraform has. One part
//! of a path is matched at a time, so that an alternative in `{a,b}` cannot hold a `/`.

use std::cell::Cell;

/// Why a pattern could not be compared with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// It is malformed.
    Malformed,
    /// It takes too many steps: each `*` tries every rest of the name.
    Work,
}

/// The parts of a pattern between the `/`.
pub(super) struct Pattern<'p> {
    parts: Vec<&'p str>,
    steps: Cell<u32>,
}

/// How many steps a pattern may take in all, each about as much work as comparing one character: that is enough for
/// hundreds of thousands of files.
const MAX_STEPS: u32 = 10_000_000;

/// How many steps it takes to come from one name of a path to the next.
const STATES_STEPS: usize = 4;

/// How long a part may be, in bytes: the recursion is as deep as there are `*` and `{` in it.
const MAX_PART: usize = 512;

/// Whether a part of a pattern is more than a name.
pub(super) fn is_glob(part: &str) -> bool {
    part.contains(['*', '?', '[', '{', '\\'])
}

impl<'p> Pattern<'p> {
    pub(super) fn new(parts: Vec<&'p str>) -> Self {
        Self {
            parts,
            steps: Cell::new(MAX_STEPS),
        }
    }

    /// How many steps were taken so far.
    pub(super) fn steps_taken(&self) -> usize {
        MAX_STEPS.saturating_sub(self.steps.get()) as usize
    }

    /// Whether a path matches.
    pub(super) fn matches(&self, path: &str) -> Result<bool, Problem> {
        let states = self.states_after(path)?;
        // The last part may be a `**` that has taken something already.
        Ok(states[self.parts.len()])
    }

    /// Whether something in a folder may match.
    pub(super) fn may_match_below(&self, folder: &str) -> Result<bool, Problem> {
        let states = self.states_after(folder)?;
        Ok(states[..self.parts.len()].contains(&true))
    }

    /// For each part of the pattern, and the end of it, whether it may come next after a path.
    fn states_after(&self, path: &str) -> Result<Vec<bool>, Problem> {
        let end = self.parts.len();
        let mut states = vec![false; end + 1];
        states[0] = true;
        self.skip_empty(&mut states);
        for name in path.split('/') {
            // To keep the states takes about as much as to compare a name of some letters.
            self.step(STATES_STEPS + end / 8)?;
            let mut next = vec![false; end + 1];
            for (at, part) in self.parts.iter().enumerate() {
                if !states[at] {
                    continue;
                }
                self.step(1)?;
                if *part == "**" {
                    next[at] = true;
                    // As the last part it takes all that is there, but at least one name.
                    next[at + 1] |= at + 1 == end;
                } else if self.matches_name(part, name)? {
                    next[at + 1] = true;
                }
            }
            self.skip_empty(&mut next);
            states = next;
        }
        Ok(states)
    }

    /// A `**` that is not the last part may stand for nothing.
    fn skip_empty(&self, states: &mut [bool]) {
        for (at, part) in self.parts.iter().enumerate() {
            if states[at] && *part == "**" && at + 1 < self.parts.len() {
                states[at + 1] = true;
            }
        }
    }

    fn matches_name(&self, part: &str, name: &str) -> Result<bool, Problem> {
        if part.len() > MAX_PART {
            Err(Problem::Work)
        } else if is_glob(part) {
            self.compare(part, name)
        } else {
            Ok(part == name)
        }
    }

    fn step(&self, count: usize) -> Result<(), Problem> {
        let left = u32::try_from(count).ok();
        let left = left.and_then(|count| self.steps.get().checked_sub(count));
        self.steps.set(left.unwrap_or(0));
        left.map(drop).ok_or(Problem::Work)
    }

    /// Whether one part of a pattern is a name. Each step of the recursion has a shorter pattern.
    fn compare(&self, mut pattern: &str, mut name: &str) -> Result<bool, Problem> {
        if name.is_empty() {
            return Ok(pattern.is_empty() || pattern == "*");
        }
        while let (Some(wanted), Some(found)) = (pattern.chars().next(), name.chars().next()) {
            self.step(1)?;
            let rest = &pattern[wanted.len_utf8()..];
            match wanted {
                '*' => return self.compare_star(rest, name),
                '{' => return self.compare_alternatives(rest, name),
                '[' => {
                    let end = find_unescaped(rest, ']').ok_or(Problem::Malformed)?;
                    self.step(end)?;
                    if !is_in_class(&rest[..end], found)? {
                        return Ok(false);
                    }
                    pattern = &rest[end + 1..];
                }
                '\\' => {
                    let escaped = rest.chars().next().ok_or(Problem::Malformed)?;
                    if escaped != found {
                        return Ok(false);
                    }
                    pattern = &rest[escaped.len_utf8()..];
                }
                _ if wanted == '?' || wanted == found => pattern = rest,
                _ => return Ok(false),
            }
            name = &name[found.len_utf8()..];
        }
        Ok(match pattern {
            "" => name.is_empty(),
            "*" => name.is_empty(),
            // Two stars match here whatever is left of the name, which is nothing.
            "**" => true,
            _ => false,
        })
    }

    /// What follows a `*` matches some rest of the name, which is not empty. What is malformed there is passed over.
    fn compare_star(&self, rest: &str, name: &str) -> Result<bool, Problem> {
        if rest.is_empty() {
            return Ok(true);
        }
        for (at, _) in name.char_indices() {
            match self.compare(rest, &name[at..]) {
                Ok(true) => return Ok(true),
                Err(Problem::Work) => return Err(Problem::Work),
                Ok(false) | Err(Problem::Malformed) => {}
            }
        }
        Ok(false)
    }

    fn compare_alternatives(&self, rest: &str, name: &str) -> Result<bool, Problem> {
        let end = find_unescaped(rest, '}').ok_or(Problem::Malformed)?;
        for alternative in split_unescaped(&rest[..end], ',') {
            self.step(rest.len())?;
            let pattern = format!("{alternative}{}", &rest[end + 1..]);
            if self.compare(&pattern, name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Where a character stands that has no `\` before it.
fn find_unescaped(text: &str, wanted: char) -> Option<usize> {
    let found = text.match_indices(wanted);
    // The first one that is found after an escaped one may have the escaped one before it.
    let mut from = 0;
    for (at, _) in found {
        if at > from && text.as_bytes()[at - 1] == b'\\' {
            from = at + wanted.len_utf8();
        } else {
            return Some(at);
        }
    }
    None
}

fn split_unescaped(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find_unescaped(rest, separator) {
        parts.push(&rest[..at]);
        rest = &rest[at + separator.len_utf8()..];
    }
    parts.push(rest);
    parts
}

/// Whether a character belongs to what stands between `[` and `]`.
fn is_in_class(class: &str, found: char) -> Result<bool, Problem> {
    if class.is_empty() {
        return Err(Problem::Malformed);
    }
    let (is_negated, members) = match class.strip_prefix('^') {
        Some(members) => (true, members),
        None => (false, class),
    };
    let mut members = members.chars().peekable();
    let mut is_in = false;
    while let Some(first) = members.next() {
        let low = member(first, &mut members)?;
        let high = if members.next_if_eq(&'-').is_some() {
            let last = members.next().ok_or(Problem::Malformed)?;
            member(last, &mut members)?
        } else {
            low
        };
        is_in |= (low..=high).contains(&found);
    }
    Ok(is_in != is_negated)
}

fn member(first: char, following: &mut impl Iterator<Item = char>) -> Result<char, Problem> {
    match first {
        '-' => Err(Problem::Malformed),
        '\\' => following.next().ok_or(Problem::Malformed),
        first => Ok(first),
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Problem};

    #[test]
    fn patterns_that_try_everything_end() {
        let name = "a".repeat(200);
        let part = "*a".repeat(40) + "*b";
        assert_eq!(Pattern::new(vec![&part]).matches(&name), Err(Problem::Work));
        let stars = "*".repeat(512);
        assert_eq!(Pattern::new(vec![&stars]).matches("a"), Ok(true));
        let empty = format!("*{{{}}}", ",".repeat(400));
        let many = format!("{empty}*b");
        assert_eq!(Pattern::new(vec![&many]).matches(&name), Err(Problem::Work));
        let long = "{".repeat(4000);
        assert_eq!(Pattern::new(vec![&long]).matches("a"), Err(Problem::Work));
        let parts = vec!["**"; 1000];
        assert_eq!(Pattern::new(parts).matches(&"a/".repeat(60)), Ok(true));
    }
}
