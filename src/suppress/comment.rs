//! Reading ignore comments.
//!
//! `iaclint:ignore[rule, rule] until=YYYY-MM-DD -- reason` and `iaclint:ignore-file[rule] -- reason`. Whatever
//! starts like one and does not have this form is kept with its problem: silence would be the worst answer.

use std::fmt;

use crate::hcl::Comment;
use crate::source::{FileId, Span};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year of the common era.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Date {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Option<u32> {
            let part = parts.next()?;
            let ok = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            ok.then(|| part.parse().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let valid =
            parts.next().is_none() && (1..=12).contains(&month) && (1..=days).contains(&day);
        valid.then(|| Self {
            year: i32::try_from(year).unwrap_or_default(),
            month,
            day,
        })
    }

    /// The day that a number of seconds since 1970-01-01T00:00:00Z falls on, in UTC.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        // The civil calendar from a count of days, in eras of 400 years that begin on the first of March.
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |value: i64| u32::try_from(value).unwrap_or_default();
        Self {
            year: i32::try_from(year).unwrap_or_default(),
            month: narrow(month),
            day: narrow(day),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How far a comment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Behind code: its line.
    Trailing,
    /// On a line of its own: what follows.
    OwnLine,
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

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        let day = |seconds| Date::from_unix_seconds(seconds).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_798_761_599), "2026-12-31");
        assert_eq!(Date::parse("2023-02-29"), None);
    }
}
