//! `dynamic` blocks.

use crate::hcl::{Block, ExpressionKind};

use super::super::super::{Problem, ProblemKind};
use super::Judge;

impl Judge<'_> {
    /// A `dynamic` block says what it goes over and what each round holds.
    pub(super) fn dynamic(&self, block: &Block, is_top: bool, problems: &mut Vec<Problem>) {
        if &*block.kind.text != "dynamic" {
            for inner in &block.body.blocks {
                self.dynamic(inner, false, problems);
            }
            return;
        }
        let Some(label) = block.label(0).filter(|_| block.labels.len() == 1) else {
            let message = format!(
                "a dynamic block of {} has {} labels, but takes one",
                self.address(),
                block.labels.len()
            );
            let help = "Write the kind of the blocks that it makes behind `dynamic`, in quotes";
            problems.push(self.form(block.header(), message, help));
            return;
        };
        let name = format!("dynamic {label:?} of {}", self.address());
        if is_top && crate::repo::RESOURCE_META_BLOCKS.contains(&label) {
            let message = format!("{name} makes a block of Terraform's own");
            let help = format!("Write `{label} {{ … }}`: it cannot be made by dynamic");
            problems.push(self.form(block.header(), message, &help));
            return;
        }
        if block.body.attribute("for_each").is_none() {
            let message = format!("{name} has no for_each");
            problems.push(self.form(block.header(), message, "Add `for_each = …`"));
        }
        self.dynamic_arguments(block, &name, problems);
        let mut contents = block.body.blocks_of("content");
        match (contents.next(), contents.next()) {
            (Some(content), second) => {
                if let Some(second) = second {
                    let message = format!("{name} has two content blocks");
                    problems.push(self.form(second.header(), message, "Put them together in one"));
                }
                for inner in &content.body.blocks {
                    self.dynamic(inner, false, problems);
                }
            }
            (None, _) => {
                let message = format!("{name} has no content block");
                let help = "Put the arguments of each block into `content { … }`";
                problems.push(self.form(block.header(), message, help));
            }
        }
        for other in &block.body.blocks {
            if &*other.kind.text != "content" {
                let message = format!(
                    "{name} holds a block {}, but takes only content",
                    other.kind.text
                );
                let help = "Put it into `content { … }`";
                problems.push(self.form(other.kind.span, message, help));
            }
        }
    }

    fn dynamic_arguments(&self, block: &Block, name: &str, problems: &mut Vec<Problem>) {
        for given in &block.body.attributes {
            match &*given.name.text {
                "for_each" | "labels" => {}
                "iterator" => {
                    if !matches!(given.value.kind, ExpressionKind::Variable(_)) {
                        let message = format!("the iterator of {name} is no name");
                        let help = "Write a name without quotes, as in `iterator = rule`";
                        problems.push(self.form(given.value.span, message, help));
                    }
                }
                "//" if self.is_json => {}
                other => {
                    let message = format!("{name} has no argument {other}");
                    let help =
                        "Put it into `content { … }`: dynamic takes for_each, iterator and labels";
                    let kind = ProblemKind::UnknownArgument;
                    problems.push(
                        Problem::new(kind, given.name.span, message, help).address(self.address()),
                    );
                }
            }
        }
    }
}
