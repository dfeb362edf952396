//! What is said about attributes that the schema of a resource's type does not have, and how certain it is.

use crate::diagnostic::Verdict;
use crate::hcl::{Expression, ExpressionKind, Step, as_reference};
use crate::plan::{SchemaFit, requires_other, schema_fit};
use crate::repo::{Resource, StackId};
use crate::schema::Block as Schema;
use crate::source::Span;

use super::meta::quoted;
use super::near::{listed, near};
use super::place::Place;
use super::{Judge, Problem, ProblemKind};
use crate::plan::{Miss, What, of_block, schema_of};

/// How a problem of a schema counts.
enum Certainty {
    /// In every stack that the module is part of.
    Everywhere,
    /// In these of them.
    In(Vec<StackId>),
    /// Nothing pins a version that the schema is known of.
    Nowhere,
    /// Another version is in use, of which nothing is known.
    Other,
}

impl Judge<'_> {
    /// What is read of a resource.
    pub(super) fn attribute_of(
        &mut self,
        resource: &Resource<'_>,
        steps: &[Step],
        place: &Place<'_>,
    ) {
        let Some(schema) = self.schema(resource) else {
            return;
        };
        if let Some(miss) = of_block(schema, steps, 0) {
            let span = match (&miss.what, steps.get(miss.at)) {
                (What::Unknown(name, _), Some(step)) => self.name_span(step, name),
                (_, Some(step)) => step.span,
                (_, None) => return,
            };
            self.missed(resource, &miss, span, place);
        }
    }

    /// The list of attributes of a resource whose changes are ignored.
    pub(super) fn ignored_changes(
        &mut self,
        resource: &Resource<'_>,
        ignored: &Expression,
        place: &Place<'_>,
    ) {
        let ExpressionKind::Tuple(items) = &ignored.kind else {
            return;
        };
        for item in items {
            match &item.kind {
                ExpressionKind::String(text) => {
                    if let Some(read) = quoted(text, item.span) {
                        self.ignored_change(resource, &read, place);
                    }
                }
                _ => self.ignored_change(resource, item, place),
            }
        }
    }

    fn ignored_change(&mut self, resource: &Resource<'_>, item: &Expression, place: &Place<'_>) {
        let (Some(schema), Some((root, rest))) = (self.schema(resource), as_reference(item)) else {
            return;
        };
        // That all stands in a list is told as a wrong form.
        if root == "all" && rest.is_empty() {
            return;
        }
        let span = self.root_span(root, item.span);
        let first = Step {
            kind: crate::hcl::StepKind::Attribute(root.into()),
            span,
        };
        let mut steps = vec![first];
        steps.extend(rest.iter().cloned());
        if let Some(miss) = of_block(schema, &steps, 0) {
            let at = match miss.at {
                0 => span,
                at => steps[at].span,
            };
            self.missed(resource, &miss, at, place);
        }
    }

    fn schema(&self, resource: &Resource<'_>) -> Option<&'_ Schema> {
        schema_of(self.facts.providers, resource).map(|schema| &**schema)
    }

    fn missed(&mut self, resource: &Resource<'_>, miss: &Miss<'_>, span: Span, place: &Place<'_>) {
        let kind = resource.kind;
        let mut certain = None;
        let (message, help) = match &miss.what {
            What::Unknown(name, known) => {
                let near = near(name, known.iter().map(String::as_str));
                certain = near
                    .filter(|near| near.is_certain)
                    .map(|near| (*name, near.name));
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let help = match (near, listed(&known)) {
                    (Some(near), _) => format!("Did you mean {}?", near.name),
                    (None, Some(all)) => format!("There is {all}"),
                    (None, None) => "Correct the name".to_owned(),
                };
                let inside = if miss.at == 0 { "" } else { " there" };
                (format!("{kind} has no attribute {name:?}{inside}"), help)
            }
            What::List(name) => (
                format!(
                    "{name:?} of {kind} is a list: what is read must be read of one of its elements"
                ),
                format!("Write {name}[0] for the first, or {name}[*] for all"),
            ),
            What::Set(name) => (
                format!("{name:?} of {kind} is a set, and its elements have no index"),
                format!("Make a list of it: tolist({name}) or a for expression over {name}"),
            ),
            What::NotIndexed => (
                format!("{kind} has attributes here and nothing to index"),
                "Write the attribute's name after a dot".to_owned(),
            ),
            What::Nothing(ty) => (
                format!("a {ty} has no attributes or elements to read"),
                "Remove what follows it".to_owned(),
            ),
        };
        let mut problem = Problem::new(ProblemKind::Attribute, span, message, help);
        if let Some((old, new)) = certain {
            problem = self.fixed(problem, span, old, new);
        }
        self.report_schema(resource, problem, place);
    }

    /// Reports a problem where the schema is that of the version in use; elsewhere that cannot be told.
    fn report_schema(&mut self, resource: &Resource<'_>, mut problem: Problem, place: &Place<'_>) {
        match self.certainty(resource) {
            Certainty::Everywhere => {}
            Certainty::Other => return,
            Certainty::In(stacks) => {
                problem.instances = self.instances(&stacks, None);
            }
            Certainty::Nowhere => {
                problem.message = format!(
                    "whether this is a fault cannot be told: {}, as far as is known, but no version of its provider is pinned",
                    problem.message
                );
                problem.verdict = Verdict::Undetermined;
                problem.fix = None;
            }
        }
        self.report(place, problem);
    }

    fn certainty(&self, resource: &Resource<'_>) -> Certainty {
        let own = resource.kind.split('_').next().unwrap_or_default();
        let given = resource.block.body.attribute("provider");
        let root = given.and_then(|given| as_reference(&given.value));
        if own == "terraform" {
            return Certainty::Everywhere;
        }
        // Another provider may have types of the same names.
        if root.is_some_and(|(root, _)| root != own) || !self.is_usual(own) {
            return Certainty::Nowhere;
        }
        let Self { facts, module, .. } = self;
        let all: Vec<StackId> = facts.stacks_of(module).collect();
        let exact = |id: &StackId| facts.is_exact(*id, own);
        let exact: Vec<StackId> = all.iter().copied().filter(exact).collect();
        if exact.is_empty() {
            let is_other = |id: &StackId| {
                let stack = facts.repo.stack(*id);
                let fit = schema_fit(
                    facts.repo,
                    facts.repo.module(stack.module),
                    facts.providers,
                    own,
                );
                matches!(fit, SchemaFit::Other(_))
            };
            let are_other = !all.is_empty() && all.iter().all(is_other);
            if are_other || requires_other(module, facts.providers, own) {
                return Certainty::Other;
            }
            Certainty::Nowhere
        } else if exact.len() == all.len() {
            Certainty::Everywhere
        } else {
            Certainty::In(exact)
        }
    }

    /// Whether the module means by a provider's name the one whose schema is known by it.
    fn is_usual(&self, name: &str) -> bool {
        let Some(schema) = self.facts.providers.named(name) else {
            return false;
        };
        let Some(required) = self.module.settings.required_providers.get(name) else {
            return true;
        };
        let ExpressionKind::Object(items) = &required.value.kind else {
            return true;
        };
        let mut items = items.iter();
        let source = items.find(|item| item.key.as_str() == Some("source"));
        match source.and_then(|source| source.value.as_str()) {
            Some(source) => schema.address().ends_with(source),
            None => true,
        }
    }
}
