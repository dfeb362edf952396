//! Today's differences as entries of `[[parity.expect]]`.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::cli::{Failure, check};
use crate::config;
use crate::parity::{Comparison, Difference, Form, Parity, TODO, Which};

/// The text of a configuration with an entry for each unexpected difference behind it, and how many those are.
pub(super) fn with_entries(
    parity: &Parity,
    path: &str,
    text: &str,
) -> Result<(String, usize), Failure> {
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    for comparison in &parity.comparisons {
        let unexpected = comparison
            .differences
            .iter()
            .filter(|it| it.is_unexpected());
        let new = unexpected.map(|it| entry(comparison, it));
        entries.extend(new.filter(|entry| seen.insert(entry.clone())));
    }
    if entries.is_empty() {
        return Ok((text.to_owned(), 0));
    }
    let mut new = text.to_owned();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    for entry in &entries {
        if !new.is_empty() {
            new.push('\n');
        }
        new.push_str(entry);
    }
    if text.contains("\r\n") {
        new = new.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    // An `expect = [...]` in one line cannot be continued: rather nothing than a broken file.
    if let Err(errors) = config::parse(path, &new) {
        let Failure(mut messages) = check::config_failure(errors);
        messages.insert(
            0,
            format!("{path} is left as it is, since with [[parity.expect]] at its end it would not be valid:"),
        );
        return Err(Failure(messages));
    }
    Ok((new, entries.len()))
}

fn entry(comparison: &Comparison, difference: &Difference) -> String {
    let mut text = "[[parity.expect]]\n".to_owned();
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(text, "{key} = {value}");
    };
    if !difference.stack.is_empty() {
        line("stack", &quoted(&literal_glob(&difference.stack)));
    }
    line("what", &quoted(&difference.path));
    let name = |which: Which| &comparison.sides.get(which).name;
    if let Form::Only(which) = difference.form {
        line("only", &quoted(name(which)));
    }
    for which in Which::ALL {
        if let Some(value) = difference.pin(which) {
            line(&key(name(which)), &pinned(&value));
        }
    }
    line("reason", &quoted(TODO));
    text
}

/// A shown value as TOML: what is no number and no truth value is a string.
fn pinned(shown: &str) -> String {
    let is_plain = matches!(shown, "true" | "false")
        || shown.parse::<i64>().is_ok_and(|it| it.to_string() == shown);
    if is_plain {
        return shown.to_owned();
    }
    let inner = shown
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    quoted(inner.unwrap_or(shown))
}

/// A key: bare where it may be.
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// The glob that means this very stack.
fn literal_glob(stack: &str) -> String {
    let mut glob = String::with_capacity(stack.len());
    for c in stack.chars() {
        match c {
            '*' | '?' | '[' | ']' | '{' | '}' | '\\' => {
                glob.push('[');
                glob.push(c);
                glob.push(']');
            }
            _ => glob.push(c),
        }
    }
    glob
}

/// A string of TOML: a literal one where that needs no escapes.
fn quoted(text: &str) -> String {
    let needs_escapes = |c: char| c == '"' || c == '\\' || c.is_control();
    if text.contains(needs_escapes) && !text.contains(|c: char| c == '\'' || c.is_control()) {
        return format!("'{text}'");
    }
    let mut shown = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                shown.push('\\');
                shown.push(c);
            }
            c if c.is_control() => {
                let _ = write!(shown, "\\u{:04x}", c as u32);
            }
            c => shown.push(c),
        }
    }
    shown.push('"');
    shown
}

#[cfg(test)]
mod tests {
    use super::with_entries;
    use crate::config;
    use crate::diagnostic::Severity;
    use crate::parity::{
        Both, Comparison, Difference, Form, Label, Level, Parity, Standing, Which,
    };

    fn difference(stack: &str, path: &str, form: Form, shown: [Option<&str>; 2]) -> Difference {
        let [reference, other] = shown.map(|text| text.map(str::to_owned));
        Difference {
            rule: "parity-input-value",
            level: Level::Declarations,
            form,
            weaker: None,
            stack: stack.to_owned(),
            path: path.to_owned(),
            shown: Both::new(reference, other),
            places: Both::default(),
            severity: Severity::Warning,
            follows: Vec::new(),
            standing: Standing::Unexpected,
            reason: String::new(),
        }
    }

    fn parity(differences: Vec<Difference>) -> Parity {
        let label = |name: &str| Label {
            name: name.to_owned(),
            ..Label::default()
        };
        Parity {
            comparisons: vec![Comparison {
                sides: Both::new(label("prod"), label("test")),
                differences,
                ..Comparison::default()
            }],
            ..Parity::default()
        }
    }

    #[test]
    fn entries_stand_behind_the_text_and_are_read_again_as_they_were_meant() {
        let differences = vec![
            difference(
                "us-east-1/[a]",
                "var.s[\"a\"].it's",
                Form::Different,
                [Some("\"x\""), Some("3")],
            ),
            difference(
                "",
                "alarm:AWS/ECS",
                Form::Only(Which::Other),
                [None, Some("x")],
            ),
        ];
        let old = "# mine\n[rules]\nx = \"off\"";
        let (text, count) = with_entries(&parity(differences), "iaclint.toml", old).unwrap();
        assert_eq!(count, 2);
        assert!(
            text.starts_with("# mine\n[rules]\nx = \"off\"\n\n[[parity.expect]]\n"),
            "{text}"
        );
        let config = config::parse("iaclint.toml", &text).unwrap();
        let [first, second] = &config.parity.as_ref().unwrap().expect[..] else {
            panic!("{text}")
        };
        assert_eq!(first.what.value, "var.s[\"a\"].it's");
        assert_eq!(
            (
                first.pins["prod"].value.as_str(),
                first.pins["test"].value.as_str()
            ),
            ("x", "3")
        );
        let stack = first.stack.as_ref().unwrap();
        assert!(config::globs(std::iter::once(stack.value.as_str())).is_match("us-east-1/[a]"));
        assert_eq!(second.only.as_ref().unwrap().value, "test");
        assert_eq!((second.reason.as_str(), &second.stack), ("TODO", &None));
    }

    #[test]
    fn a_file_that_cannot_be_continued_is_left_alone() {
        let differences = vec![difference("", "a", Form::Different, [Some("1"), Some("2")])];
        let old = "[parity]\nexpect = [{ what = \"x\", reason = \"y\" }]\n";
        let failure = with_entries(&parity(differences), "iaclint.toml", old).unwrap_err();
        assert!(failure.0[0].contains("left as it is"), "{failure:?}");
        assert_eq!(with_entries(&parity(Vec::new()), "x", "a").unwrap().1, 0);
    }

    #[test]
    fn lines_end_as_they_did() {
        let differences = vec![difference("", "a", Form::Different, [Some("1"), Some("2")])];
        let (text, _) = with_entries(&parity(differences), "x", "[rules]\r\n").unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}
