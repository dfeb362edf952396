//! The forms of `provisioner` and `provider` blocks.

use crate::hcl::{Block, Expression, ExpressionKind, as_reference};

use super::super::super::Problem;
use super::Judge;
use super::constant::computed;

/// Provisioners that Terraform 0.15 took out.
const REMOVED: &[&str] = &["chef", "habitat", "puppet", "salt-masterless"];

impl Judge<'_> {
    /// Which one it is, and when it runs. What it may refer to then is judged with all references.
    pub(super) fn provisioner(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some(kind) = block.label(0).filter(|_| block.labels.len() == 1) else {
            let message = format!("a provisioner of {} has not one label", self.address());
            let help = "Write its kind in quotes, as in `provisioner \"local-exec\"`";
            problems.push(self.form(block.header(), message, help));
            return;
        };
        if REMOVED.contains(&kind) {
            let message = format!(
                "the provisioner {kind} of {} is not part of Terraform since 0.15",
                self.address()
            );
            let help = "Use an image that is made beforehand, or user data";
            problems.push(self.form(block.header(), message, help));
        }
        for (argument, words) in [
            ("when", ["create", "destroy"]),
            ("on_failure", ["continue", "fail"]),
        ] {
            let given = block.body.attribute(argument);
            if let Some(given) = given.filter(|given| !is_one_of(&given.value, words)) {
                let message = format!(
                    "{argument} of the provisioner {kind} of {} is neither {} nor {}",
                    self.address(),
                    words[0],
                    words[1]
                );
                let help = format!("Write {} or {}", words[0], words[1]);
                problems.push(self.form(given.value.span, message, &help));
            }
        }
    }

    /// What is removed is only destroyed.
    pub(super) fn removed_provisioners(&self, block: &Block, problems: &mut Vec<Problem>) {
        for inner in block.body.blocks_of("provisioner") {
            let when = inner.body.attribute("when");
            if when.is_none_or(|when| word_of(&when.value) != Some("destroy")) {
                let message = "a provisioner of a removed block runs only when it is destroyed";
                let help = "Add `when = destroy`";
                problems.push(self.form(inner.header(), message.to_owned(), help));
            }
        }
    }

    /// A provider's name has small letters, and an alias is a name in quotes.
    pub(super) fn alias(&self, block: &Block, problems: &mut Vec<Problem>) {
        let label = block.labels.first();
        if let Some(label) = label.filter(|it| it.text.chars().any(|it| it.is_ascii_uppercase())) {
            let message = format!("the provider's name {} has capital letters", label.text);
            let help = format!("Call it {}", label.text.to_ascii_lowercase());
            problems.push(self.form(label.span, message, &help));
        }
        let Some(given) = block.body.attribute("alias") else {
            return;
        };
        let is_name = match &given.value.kind {
            ExpressionKind::String(text) => is_name(text),
            ExpressionKind::Bool(_) | ExpressionKind::Template(_) => {
                computed(&given.value).is_none()
            }
            _ => false,
        };
        if !is_name {
            let message = format!("alias of {} is no name", self.address());
            let help = "Write letters, digits, underscores and dashes in quotes";
            problems.push(self.form(given.value.span, message, help));
        }
    }

    /// Names that mean something to Terraform everywhere else.
    pub(super) fn reserved(&self, block: &Block, problems: &mut Vec<Problem>) {
        let arguments = block.body.attributes.iter().map(|it| &it.name);
        let arguments =
            arguments.filter(|it| super::super::RESERVED_ARGUMENTS.contains(&&*it.text));
        let blocks = block.body.blocks.iter().map(|it| &it.kind);
        let blocks = blocks.filter(|it| super::super::RESERVED_BLOCKS.contains(&&*it.text));
        for name in arguments.chain(blocks) {
            let message = format!("{} of {} is no setting of it", name.text, self.address());
            problems.push(self.form(name.span, message, "Remove it"));
        }
    }
}

/// A keyword; the old form in quotes is told elsewhere, and JSON has no other.
fn word_of(value: &Expression) -> Option<&str> {
    match as_reference(value) {
        Some((word, [])) => Some(word),
        _ => value.as_str(),
    }
}

fn is_one_of(value: &Expression, words: [&str; 2]) -> bool {
    word_of(value).is_some_and(|word| words.contains(&word))
}

/// Whether Terraform takes this as a name. Letters of other alphabets are not looked at closely.
pub(super) fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    let begins = |first: char| first.is_alphabetic() || first == '_' || !first.is_ascii();
    letters.next().is_some_and(begins)
        && letters.all(|it| it.is_alphanumeric() || it == '_' || it == '-' || !it.is_ascii())
}
