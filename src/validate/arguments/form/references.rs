//! Arguments that take references and nothing else.

use crate::hcl::{Block, Expression, ExpressionKind, Step, StepKind, as_reference};
use crate::source::Span;

use super::super::super::Problem;
use super::Judge;

impl Judge<'_> {
    /// `depends_on` is a list of references to whole blocks of the module.
    pub(super) fn depends_on(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute("depends_on") else {
            return;
        };
        let address = self.address();
        let help = "Write a list of addresses, as in [aws_vpc.this, module.iam]";
        let ExpressionKind::Tuple(items) = &given.value.kind else {
            let message = format!("depends_on of {address} is not a list of references");
            problems.push(self.form(given.value.span, message, help));
            return;
        };
        for item in items {
            // The old form in quotes is told elsewhere, and JSON has no other.
            if item.as_str().is_some() {
                continue;
            }
            let Some((root, steps)) = as_reference(item).filter(|(_, steps)| !is_computed(steps))
            else {
                let message = format!(
                    "depends_on of {address} holds an expression, but takes addresses only"
                );
                problems.push(self.form(item.span, message, help));
                continue;
            };
            if let Some(span) = beyond_resource(root, steps) {
                let message = format!(
                    "depends_on of {address} names an attribute, but takes whole resources only"
                );
                let help = "Remove what stands behind the resource's name";
                let problem = self.form(span, message, help);
                problems.push(problem.fix("Remove the attribute", span, ""));
            }
        }
    }

    /// `provider` is a configuration's name, with its alias behind a dot.
    pub(super) fn provider(&self, block: &Block, problems: &mut Vec<Problem>) {
        if let Some(given) = block.body.attribute("provider")
            && !is_provider(&given.value)
        {
            let message = format!("provider of {} names no configuration", self.address());
            problems.push(self.form(given.value.span, message, PROVIDER_HELP));
        }
    }

    /// `providers` says for each name in the module which configuration stands for it.
    pub(super) fn providers(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute("providers") else {
            return;
        };
        let ExpressionKind::Object(items) = &given.value.kind else {
            let message = format!("providers of {} is no map written out", self.address());
            let help = "Write `{ NAME_THERE = NAME_HERE }` for each provider";
            problems.push(self.form(given.value.span, message, help));
            return;
        };
        for item in items.iter().filter(|item| !is_provider(&item.value)) {
            let message = format!(
                "providers of {} passes on what names no configuration",
                self.address()
            );
            problems.push(self.form(item.value.span, message, PROVIDER_HELP));
        }
    }

    /// What a `lifecycle` block says before any value is known.
    pub(super) fn lifecycle(&self, block: &Block, problems: &mut Vec<Problem>) {
        self.flag(block, "create_before_destroy", problems);
        self.prevent_destroy(block, problems);
        self.conditions(block, &["precondition", "postcondition"], problems);
        if let Some(given) = block.body.attribute("replace_triggered_by")
            && !matches!(given.value.kind, ExpressionKind::Tuple(_))
        {
            let message = format!("replace_triggered_by of {} is no list", self.address());
            let help = "Write the references in brackets";
            problems.push(self.form(given.value.span, message, help));
        }
        self.replacing(block, problems);
        self.ignore_changes(block, problems);
    }

    /// References of `OpenTofu` may be computed here, so only what is no truth value at all is at fault.
    fn prevent_destroy(&self, block: &Block, problems: &mut Vec<Problem>) {
        let given = block.body.attribute("prevent_destroy");
        if given.is_some_and(|given| super::constant::computed(&given.value).is_none()) {
            self.flag(block, "prevent_destroy", problems);
        }
    }

    fn replacing(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute("replace_triggered_by") else {
            return;
        };
        let ExpressionKind::Tuple(items) = &given.value.kind else {
            return;
        };
        for item in items {
            let root = as_reference(item).map(|(root, _)| root);
            let is_no_resource = match root {
                Some(root) => matches!(root, "var" | "local" | "module" | "path" | "terraform"),
                None => item.as_str().is_some() && !self.is_json,
            };
            if is_no_resource {
                let message = format!(
                    "replace_triggered_by of {} names what is no resource",
                    self.address()
                );
                let help = "Refer to a resource or an attribute of one; a value can be passed through terraform_data";
                problems.push(self.form(item.span, message, help));
            }
        }
    }

    fn ignore_changes(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute("ignore_changes") else {
            return;
        };
        let help = "Write `all`, or a list of arguments as in [tags]";
        let items = match &given.value.kind {
            ExpressionKind::Tuple(items) => items,
            ExpressionKind::Variable(name) if &**name == "all" => return,
            _ => {
                let message = format!(
                    "ignore_changes of {} is neither a list nor all",
                    self.address()
                );
                problems.push(self.form(given.value.span, message, help));
                return;
            }
        };
        for item in items {
            let is_all = matches!(&item.kind, ExpressionKind::Variable(name) if &**name == "all");
            if is_all || matches!(item.as_str(), Some("*" | "all")) {
                let message = format!("ignore_changes of {} has all in a list", self.address());
                let problem = self.form(item.span, message, "Write `ignore_changes = all`");
                problems.push(match items.len() {
                    1 if !self.is_json => problem.fix("Write all", given.value.span, "all"),
                    _ => problem,
                });
            } else if item.as_str().is_none() && as_reference(item).is_none() {
                let message = format!(
                    "ignore_changes of {} holds an expression, but takes arguments' names only",
                    self.address()
                );
                problems.push(self.form(item.span, message, help));
            }
        }
    }
}

const PROVIDER_HELP: &str = "Write the provider's name, and its alias behind a dot: `aws.east`";

/// Whether this is `aws` or `aws.east`; the old form in quotes is told elsewhere. An index is `OpenTofu`'s.
fn is_provider(given: &Expression) -> bool {
    if let Some(text) = given.as_str() {
        return text.split('.').count() <= 2;
    }
    match as_reference(given) {
        Some((_, [])) => true,
        Some((_, [first])) => matches!(first.kind, StepKind::Attribute(_)),
        Some((_, [first, second])) => {
            matches!(first.kind, StepKind::Attribute(_))
                && matches!(second.kind, StepKind::Index(_))
        }
        _ => false,
    }
}

/// Whether an address holds a splat or an index that is computed.
fn is_computed(steps: &[Step]) -> bool {
    steps.iter().any(|step| match &step.kind {
        StepKind::AttributeSplat | StepKind::FullSplat => true,
        StepKind::Index(key) => !matches!(
            key.kind,
            ExpressionKind::Number(_) | ExpressionKind::String(_)
        ),
        StepKind::Attribute(_) | StepKind::LegacyIndex(_) => false,
    })
}

/// What stands behind the name and index of a resource.
fn beyond_resource(root: &str, steps: &[Step]) -> Option<Span> {
    let names = match root {
        "data" | "ephemeral" | "resource" => 2,
        "var" | "local" | "module" | "path" | "terraform" | "each" | "count" | "self" => {
            return None;
        }
        _ => 1,
    };
    let is_index =
        |step: &&Step| matches!(step.kind, StepKind::Index(_) | StepKind::LegacyIndex(_));
    let index = usize::from(steps.get(names).is_some_and(|step| is_index(&step)));
    let first = steps.get(names + index)?;
    Some(first.span.to(steps.last()?.span))
}
