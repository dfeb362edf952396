//! The forms of `terraform` blocks.

use crate::hcl::{Attribute, Block, Expression, ExpressionKind, as_reference};
use crate::repo::Module;
use crate::repo::version::{Constraints, Dialect};
use crate::source::Span;

use super::super::super::{Facts, Problem};
use super::Judge;

/// What an entry of `required_providers` holds.
const ENTRY: &[&str] = &["source", "version", "configuration_aliases"];

/// What the `terraform` blocks of a module are not written as Terraform wants them.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    let mut first: Option<Span> = None;
    for file in &module.files {
        let is_override = {
            let path = &facts.sources.file(*file).path;
            let name = path.rsplit('/').next().unwrap_or_default();
            let stem = name.split('.').next().unwrap_or_default();
            stem == "override" || stem.ends_with("_override")
        };
        let body = &facts.repo.syntax.get(*file).body;
        for block in body.blocks_of("terraform") {
            let judge = Judge::new((facts, module), block, ("", "terraform"));
            if let Some(required) = block.body.attribute("required_version") {
                judge.required_version(required, problems);
            }
            judge.backends(block, problems);
            for required in block.body.blocks_of("required_providers") {
                match first {
                    Some(first) if !is_override => {
                        let message =
                            format!("{} has two blocks required_providers", module.name());
                        let help = "Put them together in one";
                        let problem = judge.form(required.header(), message, help);
                        problems.push(problem.related(first, "the first one"));
                    }
                    _ => first = first.or(Some(required.header())),
                }
                judge.required_providers(required, problems);
            }
        }
    }
}

impl Judge<'_> {
    /// A backend has its type as its only label.
    fn backends(&self, block: &Block, problems: &mut Vec<Problem>) {
        for backend in block.body.blocks_of("backend") {
            if backend.labels.len() != 1 {
                let message = "the backend block has not one label".to_owned();
                let help = "Write its type in quotes, as in `backend \"s3\"`";
                problems.push(self.form(backend.header(), message, help));
            }
        }
    }

    fn required_version(&self, given: &Attribute, problems: &mut Vec<Problem>) {
        let (span, message) = if let Some(span) = self.computed(&given.value) {
            (
                span,
                "required_version is computed, but takes a plain text".to_owned(),
            )
        } else if let Some(text) = given.value.as_str()
            && Constraints::parse(text, Dialect::TerraformOrModule).is_none()
        {
            let message = format!("required_version is no version constraint: {text:?}");
            (given.value.span, message)
        } else {
            return;
        };
        problems.push(self.form(span, message, "Write it as in \">= 1.5, < 2.0\""));
    }

    fn required_providers(&self, block: &Block, problems: &mut Vec<Problem>) {
        for inner in &block.body.blocks {
            let name = &*inner.kind.text;
            let message =
                format!("required_providers has a block {name}, but takes arguments only");
            let help = format!("Write `{name} = {{ … }}` with an equals sign");
            problems.push(self.form(inner.kind.span, message, &help));
        }
        for entry in &block.body.attributes {
            let name = &*entry.name.text;
            if name.chars().any(|letter| letter.is_ascii_uppercase()) {
                let message = format!("the provider's name {name} has capital letters");
                let help = format!("Call it {}", name.to_ascii_lowercase());
                problems.push(self.form(entry.name.span, message, &help));
            }
            match &entry.value.kind {
                ExpressionKind::Object(items) => {
                    for item in items {
                        let key = item.key.as_str().unwrap_or_default();
                        if key == "//" && self.is_json {
                            continue;
                        }
                        if !ENTRY.contains(&key) {
                            let message =
                                format!("the required provider {name} has no argument {key}");
                            let help = "It takes source, version and configuration_aliases; a `provider` block configures it";
                            problems.push(self.form(item.key.span(), message, help));
                        }
                        if key == "version" {
                            self.version(name, &item.value, problems);
                        }
                        if key == "source" {
                            self.source(name, &item.value, problems);
                        }
                        if key == "configuration_aliases" {
                            self.aliases(name, &item.value, problems);
                        }
                    }
                }
                ExpressionKind::String(_) => self.version(name, &entry.value, problems),
                _ => {}
            }
        }
    }

    fn version(&self, name: &str, given: &Expression, problems: &mut Vec<Problem>) {
        let is_version = given
            .as_str()
            .is_some_and(|text| Constraints::parse(text, Dialect::Provider).is_some());
        if !is_version {
            let message = format!("the version of the required provider {name} is no constraint");
            problems.push(self.form(given.span, message, "Write it as in \"~> 5.0\""));
        }
    }

    fn aliases(&self, name: &str, given: &Expression, problems: &mut Vec<Problem>) {
        let ExpressionKind::Tuple(items) = &given.kind else {
            return;
        };
        for item in items.iter().filter(|item| as_reference(item).is_none()) {
            if self.is_json && item.as_str().is_some() {
                continue;
            }
            let message =
                format!("configuration_aliases of the required provider {name} holds no name");
            let help = format!("Write `{name}.ALIAS` without quotes");
            problems.push(self.form(item.span, message, &help));
        }
    }

    fn source(&self, name: &str, given: &Expression, problems: &mut Vec<Problem>) {
        let is_source = given.as_str().is_some_and(|text| {
            let parts: Vec<&str> = text.split('/').collect();
            parts.len() <= 3 && parts.iter().all(|part| !part.is_empty())
        });
        if !is_source {
            let message = format!("the source of the required provider {name} is no address");
            problems.push(self.form(given.span, message, "Write it as in \"hashicorp/aws\""));
        }
    }
}
