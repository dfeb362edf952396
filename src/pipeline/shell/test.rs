//! Questions whose answer may be known: `[ "$A" = b ]` and its like.

use super::super::expression::Value;
use super::super::phrase::{Cause, Phrase, Truth};
use super::run::Runner;
use super::syntax::{Command, Part, Word};

impl Runner<'_> {
    /// Whether a command succeeds.
    pub(super) fn succeeds(&mut self, command: &Command) -> Truth {
        let Some([Part::Text(name)]) = command.words.first().map(Vec::as_slice) else {
            // What only assigns succeeds.
            let is_open = !command.words.is_empty();
            return if is_open {
                unsure("a command")
            } else {
                Truth::Yes
            };
        };
        let (end, is_loose) = match name.as_str() {
            "true" | ":" | "cd" | "echo" | "export" => return Truth::Yes,
            "false" => return Truth::No,
            "[" => (Some("]"), false),
            "[[" => (Some("]]"), true),
            "test" => (None, false),
            _ => return unsure(&format!("`{name}`")),
        };
        let mut operands = &command.words[1..];
        if let (Some(end), Some((last, before))) = (end, operands.split_last())
            && last.as_slice() == [Part::Text(end.to_owned())]
        {
            operands = before;
        }
        self.answer(operands, is_loose)
    }

    fn answer(&mut self, operands: &[Word], is_loose: bool) -> Truth {
        let plain = |word: &Word| match word.as_slice() {
            [Part::Text(text)] => Some(text.clone()),
            _ => None,
        };
        match operands {
            [not, rest @ ..] if plain(not).as_deref() == Some("!") => {
                self.answer(rest, is_loose).negated()
            }
            [operator, operand] => {
                let value = Value::Text(self.expand_one(operand)).truth();
                match plain(operator).as_deref() {
                    Some("-n") => value,
                    Some("-z") => value.negated(),
                    _ => unsure("a test"),
                }
            }
            [one, operator, two] => {
                let is_pattern = two
                    .iter()
                    .any(|part| matches!(part, Part::Star | Part::Pattern));
                let (one, two) = (self.expand_one(one), self.expand_one(two));
                let same = || {
                    if is_loose && is_pattern {
                        return unsure("a test with a pattern");
                    }
                    exactly(&one, &two)
                };
                match plain(operator).as_deref() {
                    Some("=" | "==") => same(),
                    Some("!=") => same().negated(),
                    _ => unsure("a test"),
                }
            }
            _ => unsure("a test"),
        }
    }
}

/// Whether two texts are the same, letters of both cases being different.
fn exactly(one: &Phrase, two: &Phrase) -> Truth {
    match (one.known(), two.known()) {
        (Some(one), Some(two)) => Truth::of(one == two),
        _ => one.is_same(two),
    }
}

fn unsure(what: &str) -> Truth {
    Truth::Open(Cause::new(format!("whether {what} succeeds is not known")))
}
