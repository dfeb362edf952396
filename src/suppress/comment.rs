//! Reading ignore comments.
//!
//! `iaclint:ignore[rule, rule] until=YYYY-MM-DD -- reason` and `iaclint:ignore-file[rule] -- reason`. Whatever
//! starts like one and does not have this form is kept with its problem: silence would be the worst answer.

use crate::diagnostic::Date;
use crate::hcl::Comment;
use crate::source::{FileId, Span};

/// How far a comment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Behind code: its line.
    Trailing,
    /// On a line of its own: what follows.
    OwnLine,
    /// Somewhere in a block: all of it.
    Inside,
    /// The whole file.
    File,
}

/// A rule's id as a comment names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) span: Span,
}

/// One ignore comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) form: Form,
    pub(super) rules: Vec<Named>,
    pub(super) until: Option<Date>,
    pub(super) reason: String,
    /// The comment.
    pub(super) span: Span,
    /// Whether it is written for another linter: nothing is to be said of the comment itself.
    pub(super) is_of_other: bool,
    /// Why it cannot be used.
    pub(super) problem: Option<String>,
}

/// Whether a text can hold an ignore comment at all: a quick look before comments are searched for.
pub(super) fn may_hold(text: &str) -> bool {
    text.contains("iaclint")
}

/// Reads a comment of native syntax; `None` where it is about something else.
pub(super) fn read(comment: &Comment, text: &str) -> Option<Directive> {
    let form = if comment.own_line {
        Form::OwnLine
    } else {
        Form::Trailing
    };
    read_span(comment.span, form, text)
}

/// The comments of a file whose comments begin with `#`, as YAML's do. A `#` inside a string is not told apart,
/// so only what has the exact beginning of an ignore comment counts.
pub(super) fn of_lines(file: FileId, text: &str) -> Vec<Directive> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let at = line.find("# iaclint:").or_else(|| line.find("#iaclint:"));
        if let Some(at) = at {
            let form = if line[..at].trim().is_empty() {
                Form::OwnLine
            } else {
                Form::Trailing
            };
            let end = start + line.trim_end().len();
            found.extend(read_span(Span::new(file, start + at, end), form, text));
        }
        start += line.len();
    }
    found
}

/// The comments of a file in JSON syntax: the `"//"` entries at its top, which count for the file.
pub(super) fn of_json(file: FileId, text: &str) -> Vec<Directive> {
    let comments = crate::hcl::json_comments(file, text).into_iter();
    comments
        .filter_map(|span| read_span(span, Form::File, text))
        .collect()
}

/// Reads the comment at `span`.
fn read_span(span: Span, form: Form, text: &str) -> Option<Directive> {
    let whole = text.get(span.range())?;
    let skipped = whole.len() - whole.trim_start_matches(['#', '/', '*', ' ', '\t']).len();
    let body = whole[skipped..].trim_end_matches("*/").trim_end();
    let lower = body.to_ascii_lowercase();
    let rest = lower.strip_prefix("iaclint")?;
    let verb = rest.trim_start_matches([':', ' ', '-', '.', '_', '=']);
    if !["ignore", "skip", "disable"]
        .iter()
        .any(|word| verb.starts_with(word))
    {
        return None;
    }
    let mut directive = Directive {
        form,
        rules: vec![],
        until: None,
        reason: String::new(),
        span,
        is_of_other: false,
        problem: None,
    };
    directive.problem = fill(&mut directive, body, span.start as usize + skipped).err();
    Some(directive)
}

/// Fills in what `body`, which begins at byte `start` of the file, says. `Err` is why it cannot be used.
fn fill(directive: &mut Directive, body: &str, start: usize) -> Result<(), String> {
    let lower = body.to_ascii_lowercase();
    let (head, is_file) = match (
        lower.starts_with("iaclint:ignore-file["),
        lower.starts_with("iaclint:ignore["),
    ) {
        (true, _) => ("iaclint:ignore-file[".len(), true),
        (_, true) => ("iaclint:ignore[".len(), false),
        _ => {
            return Err(
                "this comment does not have the form of an ignore comment and silences nothing"
                    .into(),
            );
        }
    };
    if is_file {
        directive.form = Form::File;
    }
    let Some(close) = body[head..].find(']') else {
        return Err(
            "the list of rules has no closing bracket, so this comment silences nothing".into(),
        );
    };
    let list = &body[head..head + close];
    let mut at = head;
    for part in list.split(',') {
        let lead = part.len() - part.trim_start().len();
        let id = part.trim().to_ascii_lowercase();
        let from = start + at + lead;
        directive.rules.push(Named {
            span: Span::new(directive.span.file, from, from + id.len()),
            id,
        });
        at += part.len() + 1;
    }
    if directive.rules.iter().any(|named| named.id.is_empty()) {
        return Err(
            "the list of rules has an empty entry, so this comment silences nothing".into(),
        );
    }
    let rest = &body[head + close + 1..];
    let Some((settings, reason)) = rest.split_once("--") else {
        return Err("the comment gives no reason behind `--`, so it silences nothing".into());
    };
    reason.trim().clone_into(&mut directive.reason);
    if directive.reason.is_empty() {
        return Err("the comment gives no reason behind `--`, so it silences nothing".into());
    }
    for word in settings.split_whitespace() {
        match word.strip_prefix("until=").map(Date::parse) {
            Some(Some(date)) => directive.until = Some(date),
            Some(None) => return Err(format!("`{word}` is not a day; write until=YYYY-MM-DD")),
            None => {
                return Err(format!(
                    "`{word}` is not known here, so this comment silences nothing"
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Date, Form, of_lines};
    use crate::source::FileId;

    fn one(line: &str) -> super::Directive {
        of_lines(FileId(0), line).pop().unwrap()
    }

    #[test]
    fn the_full_form_is_read_with_the_place_of_each_rule() {
        let line = "a: 1 # iaclint:ignore[rule-a, Rule-B] until=2026-12-31 -- because of this";
        let found = one(line);
        assert_eq!(found.form, Form::Trailing);
        assert_eq!(found.problem, None);
        assert_eq!(found.reason, "because of this");
        assert_eq!(found.until, Date::parse("2026-12-31"));
        let named: Vec<_> = found
            .rules
            .iter()
            .map(|it| (it.id.as_str(), &line[it.span.range()]))
            .collect();
        assert_eq!(named, [("rule-a", "rule-a"), ("rule-b", "Rule-B")]);
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        for (line, part) in [
            ("# iaclint:ignore[a]", "no reason"),
            ("# iaclint:ignore[a] --  ", "no reason"),
            ("# iaclint:ignore[a -- why", "closing bracket"),
            ("# iaclint:ignore[a,] -- why", "empty entry"),
            ("# iaclint:ignore[a] until=2026-02-30 -- why", "not a day"),
            ("# iaclint:ignore[a] soon -- why", "not known"),
            ("# iaclint:disable=a", "form"),
            ("# iaclint:ignore a -- why", "form"),
        ] {
            let problem = one(line).problem.unwrap();
            assert!(problem.contains(part), "{line}: {problem}");
        }
        assert!(of_lines(FileId(0), "# iaclint: checks this folder").is_empty());
    }
}
