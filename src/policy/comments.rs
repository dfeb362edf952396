//! What comments say of a policy to iaclint, which HashiCorp's engine passes over: `# iaclint-why: …`.
//!
//! They stand on the lines right above a policy's block, and speak of that policy, or on the first lines of the file,
//! and speak of all of its policies. A comment on the next line that names no key goes on with the text. In a test they
//! stand above a mock.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::hcl::Comment;
use crate::repo::words::nearest;
use crate::source::Span;

/// What may be said of a policy.
pub(super) const OF_POLICIES: &[&str] = &[
    "id", "summary", "why", "fix", "controls", "severity", "security", "groups", "peers",
];

/// What may be said of a mock in a test.
pub(super) const OF_MOCKS: &[&str] = &["unknown", "expect"];

/// What comments say of one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    values: BTreeMap<&'static str, String>,
    /// Plain words above the block or at the beginning of the file.
    plain: String,
}

/// A fault in a comment, and where.
pub(super) type Fault = (Span, String);

impl Told {
    /// What is said under this key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// The first sentence of the plain words.
    pub(super) fn plain(&self) -> Option<&str> {
        let end = self.plain.find(". ").map_or(self.plain.len(), |at| at + 1);
        Some(self.plain[..end].trim()).filter(|text| !text.is_empty())
    }

    /// The severity that is said.
    pub(super) fn severity(&self) -> Option<Severity> {
        match self.get("severity")? {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            _ => Some(Severity::Note),
        }
    }

    /// What is said under this key, between commas.
    pub(super) fn list(&self, key: &str) -> impl Iterator<Item = &str> {
        let all = self.get(key).unwrap_or_default().split(',');
        all.map(str::trim).filter(|one| !one.is_empty())
    }

    /// The same, with what `other` says where this says nothing.
    pub(super) fn or(mut self, other: &Self) -> Self {
        for (key, value) in &other.values {
            self.values.entry(key).or_insert_with(|| value.clone());
        }
        if self.plain.is_empty() {
            self.plain.clone_from(&other.plain);
        }
        self
    }
}

/// What the comments on the lines right above `line` say under these keys.
pub(super) fn above(
    comments: &[Comment],
    (line_of, line): (&dyn Fn(Span) -> u32, u32),
    keys: &'static [&'static str],
    faults: &mut Vec<Fault>,
) -> Told {
    let before = comments.partition_point(|comment| line_of(comment.span) < line);
    let start = first_above(comments, (line_of, line));
    let first = comments.partition_point(|comment| line_of(comment.span) < start);
    read(&comments[first..before], keys, faults)
}

/// The line of the first of the comments right above `line`, one on each line; `line` itself where there is none.
pub(super) fn first_above(
    comments: &[Comment],
    (line_of, line): (&dyn Fn(Span) -> u32, u32),
) -> u32 {
    let before = comments.partition_point(|comment| line_of(comment.span) < line);
    let mut expected = line;
    for comment in comments[..before].iter().rev() {
        if !comment.own_line || line_of(comment.span) + 1 != expected {
            break;
        }
        expected -= 1;
    }
    expected
}

/// What the comments on the lines before `end` say of a file, where nothing else stands.
pub(super) fn at_top(
    comments: &[Comment],
    line_of: &dyn Fn(Span) -> u32,
    end: u32,
    faults: &mut Vec<Fault>,
) -> Told {
    let count = comments.partition_point(|comment| line_of(comment.span) < end);
    read(&comments[..count], OF_POLICIES, faults)
}

fn read(comments: &[Comment], keys: &'static [&'static str], faults: &mut Vec<Fault>) -> Told {
    let mut told = Told::default();
    let mut open: Option<&'static str> = None;
    for comment in comments {
        let Some(rest) = comment.text.strip_prefix("iaclint-") else {
            match open.and_then(|key| told.values.get_mut(key)) {
                Some(value) if !comment.text.is_empty() => {
                    value.push(' ');
                    value.push_str(&comment.text);
                }
                _ => {
                    open = None;
                    say(&mut told.plain, &comment.text);
                }
            }
            continue;
        };
        let (key, value) = rest.split_once(':').unwrap_or((rest, ""));
        let Some(known) = keys.iter().find(|known| **known == key.trim()) else {
            let near = nearest(key.trim(), keys.iter().copied());
            let hint = near.map_or_else(
                || format!("known are {}", keys.join(", ")),
                |near| format!("did you mean `iaclint-{near}`?"),
            );
            let message = format!("iaclint has no comment `iaclint-{}`; {hint}", key.trim());
            faults.push((comment.span, message));
            continue;
        };
        open = Some(known);
        told.values.insert(known, value.trim().to_owned());
        faults.extend(fault(known, value.trim()).map(|message| (comment.span, message)));
    }
    told
}

/// Adds a comment to the plain words, but for lines about copyright and licence.
fn say(plain: &mut String, text: &str) {
    let is_legal = ["Copyright", "SPDX-", "copyright"]
        .iter()
        .any(|word| text.starts_with(word));
    if is_legal || text.is_empty() {
        return;
    }
    if !plain.is_empty() {
        plain.push(' ');
    }
    plain.push_str(text);
}

fn fault(key: &str, value: &str) -> Option<String> {
    let is_id = |value: &str| {
        let letters = value.bytes();
        !value.is_empty()
            && !value.starts_with('-')
            && letters
                .into_iter()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    match key {
        _ if value.is_empty() => Some(format!("`iaclint-{key}:` says nothing")),
        "id" if !is_id(value) => Some(format!(
            "`{value}` cannot be an id: it must hold only small letters, digits and dashes"
        )),
        "expect" if value != "undetermined" => Some(format!(
            "`iaclint-expect` can only be undetermined, not `{value}`: `expect_failure` says the rest"
        )),
        "severity" if !["error", "warning", "note"].contains(&value) => Some(format!(
            "the severity must be error, warning or note, not `{value}`"
        )),
        "security"
            if !value
                .parse::<f64>()
                .is_ok_and(|score| (0.1..=10.0).contains(&score)) =>
        {
            Some(format!(
                "`iaclint-security` must be a score from 0.1 to 10.0 as in CVSS, not `{value}`"
            ))
        }
        _ => None,
    }
}
