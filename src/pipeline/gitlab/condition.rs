//! The conditions of GitLab's rules: `$NAME == "text" && …`.

use std::collections::BTreeMap;

use super::super::phrase::{Cause, Phrase, Truth};

/// The values of variables by their names.
type Values = BTreeMap<String, Phrase>;

/// The deepest nesting of brackets.
const MAX_DEPTH: usize = 32;

/// Whether a condition holds.
pub(super) fn truth(text: &str, variables: &Values) -> Truth {
    let mut reader = Reader {
        rest: text,
        variables,
        depth: 0,
    };
    match reader.either() {
        Some(truth) if reader.rest.trim().is_empty() => truth,
        _ => unsure(text),
    }
}

struct Reader<'t, 'v> {
    rest: &'t str,
    variables: &'v Values,
    depth: usize,
}

/// What is compared: a text, or a variable that is not set.
enum Operand {
    Text(Phrase),
    Null,
}

impl<'t> Reader<'t, '_> {
    fn either(&mut self) -> Option<Truth> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut truth = self.both()?;
        while self.takes("||") {
            truth = truth.or(self.both()?);
        }
        self.depth -= 1;
        Some(truth)
    }

    fn both(&mut self) -> Option<Truth> {
        let mut truth = self.comparison()?;
        while self.takes("&&") {
            truth = truth.and(self.comparison()?);
        }
        Some(truth)
    }

    fn comparison(&mut self) -> Option<Truth> {
        if self.takes("(") {
            let truth = self.either()?;
            return self.takes(")").then_some(truth);
        }
        let one = self.operand()?;
        if self.takes("==") {
            let two = self.operand()?;
            return Some(same(&one, &two));
        }
        if self.takes("!=") {
            let two = self.operand()?;
            return Some(same(&one, &two).negated());
        }
        let is_match = self.takes("=~");
        if is_match || self.takes("!~") {
            let truth = fits(&one, &self.pattern()?);
            return Some(if is_match { truth } else { truth.negated() });
        }
        // A variable by itself: whether it is set and not empty.
        Some(match one {
            Operand::Null => Truth::No,
            Operand::Text(phrase) => match (phrase.known(), phrase.cause()) {
                (Some(text), _) => Truth::of(!text.is_empty()),
                // What GitLab sets at this event is not empty.
                (None, _) => Truth::Yes,
            },
        })
    }

    fn operand(&mut self) -> Option<Operand> {
        self.rest = self.rest.trim_start();
        if self.takes("null") {
            return Some(Operand::Null);
        }
        if let Some(behind) = self.rest.strip_prefix('$') {
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = behind.find(|c| !is_name(c)).unwrap_or(behind.len());
            let (name, rest) = behind.split_at(end);
            self.rest = rest;
            return Some(match self.variables.get(name) {
                Some(value) if value.is_empty() => Operand::Null,
                Some(value) => Operand::Text(value.clone()),
                None => Operand::Text(Phrase::open(Cause::new(format!(
                    "{name} is not set in the pipeline"
                )))),
            });
        }
        let quote = self
            .rest
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))?;
        let (text, rest) = self.rest[1..].split_once(quote)?;
        self.rest = rest;
        Some(Operand::Text(Phrase::from(text)))
    }

    fn pattern(&mut self) -> Option<String> {
        let behind = self.rest.trim_start().strip_prefix('/')?;
        let mut is_escaped = false;
        let end = behind.find(|c| {
            let ends = c == '/' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            ends
        })?;
        self.rest = behind[end + 1..].trim_start_matches('i');
        Some(behind[..end].to_owned())
    }

    fn takes(&mut self, text: &str) -> bool {
        let behind: Option<&'t str> = self.rest.trim_start().strip_prefix(text);
        if let Some(behind) = behind {
            self.rest = behind;
        }
        behind.is_some()
    }
}

fn same(one: &Operand, two: &Operand) -> Truth {
    match (one, two) {
        (Operand::Null, Operand::Null) => Truth::Yes,
        (Operand::Null, Operand::Text(text)) | (Operand::Text(text), Operand::Null) => {
            Truth::of(text.is_empty())
        }
        (Operand::Text(one), Operand::Text(two)) => match (one.known(), two.known()) {
            (Some(one), Some(two)) if is_stand_in(one) != is_stand_in(two) => {
                unsure("a branch's name")
            }
            (Some(one), Some(two)) => Truth::of(one == two),
            _ => one.is_same(two),
        },
    }
}

/// Whether a text stands for the name of a branch that is not known.
fn is_stand_in(text: &str) -> bool {
    matches!(text, "the default branch" | "a branch")
}

/// Patterns are not read: only what is not set certainly fits none.
fn fits(operand: &Operand, _pattern: &str) -> Truth {
    match operand {
        Operand::Null => Truth::No,
        Operand::Text(_) => unsure("a pattern"),
    }
}

fn unsure(what: &str) -> Truth {
    Truth::Open(Cause::new(format!(
        "whether the condition holds is not known: {what}"
    )))
}

#[cfg(test)]
mod tests {
    use super::super::super::event::{Event, Occasion};
    use super::super::super::phrase::{Phrase, Truth};
    use super::super::variables::of_event;
    use super::truth;

    #[test]
    fn conditions_are_decided_as_gitlab_documents_them() {
        let request = of_event(&Event::of_gitlab(
            "merge_request_event",
            Phrase::default(),
            Occasion::PullRequest,
        ))
        .values();
        let push = of_event(&Event::of_gitlab(
            "push",
            Phrase::default(),
            Occasion::Branch,
        ))
        .values();
        for (text, of_request, of_push) in [
            (
                "$CI_PIPELINE_SOURCE == \"merge_request_event\"",
                Some(true),
                Some(false),
            ),
            (
                "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
                Some(false),
                Some(true),
            ),
            ("$CI_COMMIT_BRANCH == 'main'", Some(false), None),
            ("$CI_MERGE_REQUEST_IID", Some(true), Some(false)),
            ("$CI_COMMIT_TAG == null", Some(true), Some(true)),
            (
                "($CI_COMMIT_BRANCH && $CI_COMMIT_TAG) || $CI != 'true'",
                Some(false),
                Some(false),
            ),
            ("$CI_COMMIT_TAG =~ /^v/", Some(false), Some(false)),
            ("$CI_COMMIT_BRANCH =~ /^rel\\/x/i", Some(false), None),
            ("$SOMETHING == 'x'", None, None),
            ("broken (", None, None),
        ] {
            for (variables, expected) in [(&request, of_request), (&push, of_push)] {
                let found = match truth(text, variables) {
                    Truth::Yes => Some(true),
                    Truth::No => Some(false),
                    Truth::Open(_) => None,
                };
                assert_eq!(found, expected, "{text}");
            }
        }
        assert!(matches!(truth(&"(".repeat(100_000), &push), Truth::Open(_)));
    }
}
