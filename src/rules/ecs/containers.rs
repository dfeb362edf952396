//! The containers of task definitions.

use crate::aws::placement::definition::given;
use crate::aws::placement::truth::Truth;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{Finding, Meta};
use crate::eval::Value;
use crate::graph::{NodeId, alternatives};

use super::super::instances::{failed, undetermined};

/// The containers that a definition certainly has, and why it may have others.
pub(super) fn readable<'i>(
    infrastructure: &'i Infrastructure<'_>,
    definition: NodeId,
) -> Result<(Vec<&'i Value>, Option<Unsure>), Unsure> {
    let node = infrastructure.graph.node(definition);
    let Some(list) = infrastructure.placement.containers(definition) else {
        let given = node.given("container_definitions");
        let unknown = || {
            Unsure::new(
                "the definition's containers are not known",
                Some(node.header()),
            )
        };
        return Err(given.map_or_else(unknown, Unsure::of));
    };
    let ways = alternatives(list);
    let [members] = &ways[..] else {
        return Err(Unsure::of(list));
    };
    Ok((members.certain.clone(), members.others.map(Unsure::of)))
}

/// Judges the containers of every definition, and says where they cannot be read: `what` is then not known, as the beginning
/// of a clause that ends with the definition.
pub(super) fn each<'i, F: IntoIterator<Item = Finding>>(
    infrastructure: &'i Infrastructure<'_>,
    (meta, what): (&'static Meta, &str),
    findings: &mut Vec<Finding>,
    judge: impl Fn(&Container<'i>) -> F,
) {
    for (definition, node) in infrastructure.graph.resources("aws_ecs_task_definition") {
        let (containers, open) = match readable(infrastructure, definition) {
            Ok((containers, open)) => (containers, open),
            Err(unsure) => (Vec::new(), Some(unsure)),
        };
        for (at, value) in containers.into_iter().enumerate() {
            let container = Container {
                definition,
                at,
                value,
            };
            findings.extend(judge(&container));
        }
        if let Some(unsure) = open {
            let what = format!("{what} {} is not known", node.address());
            let place = (definition, "container_definitions");
            findings.push(undetermined(infrastructure, meta, place, (&what, &unsure)));
        }
    }
}

/// One container of a definition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Container<'i> {
    /// Its definition.
    pub(super) definition: NodeId,
    at: usize,
    /// What it says.
    pub(super) value: &'i Value,
}

impl Container<'_> {
    /// As messages call it.
    pub(super) fn called(&self) -> String {
        match given(self.value, "name").and_then(Value::as_str) {
            Some(name) => format!("container {name:?}"),
            None => format!("container {}", self.at),
        }
    }

    /// As messages call it, with its definition.
    pub(super) fn address(&self, infrastructure: &Infrastructure<'_>) -> String {
        let definition = infrastructure.graph.node(self.definition).address();
        format!("{} of {definition}", self.called())
    }

    /// A finding about something that the container says, at its place where that is known.
    pub(super) fn failed(
        &self,
        infrastructure: &Infrastructure<'_>,
        meta: &'static Meta,
        (what, value): (&str, &Value),
        words: (String, String),
    ) -> Finding {
        let place = (self.definition, "container_definitions");
        let finding = failed(infrastructure, meta, place, words);
        self.at_value(finding, (what, value))
    }

    /// That something which the container says cannot be judged.
    pub(super) fn undetermined(
        &self,
        infrastructure: &Infrastructure<'_>,
        meta: &'static Meta,
        part: &str,
        (what, unsure): (&str, &Unsure),
    ) -> Finding {
        let place = (self.definition, "container_definitions");
        let finding = undetermined(infrastructure, meta, place, (what, unsure));
        finding.attribute(self.path(part))
    }

    /// What is to be said where a setting of the container is certainly at fault, or may be: in the first case message and
    /// help, in the second what is not known. Nothing where it is not.
    pub(super) fn judged(
        &self,
        infrastructure: &Infrastructure<'_>,
        meta: &'static Meta,
        part: &str,
        is_at_fault: &Truth,
        words: (&dyn Fn() -> (String, String), &str),
    ) -> Option<Finding> {
        match is_at_fault {
            Truth::No => None,
            Truth::Open(unsure) => {
                let words = (words.1, unsure);
                Some(self.undetermined(infrastructure, meta, part, words))
            }
            Truth::Yes => {
                // What is not written is to be written beside the name.
                let named = || given(self.value, "name");
                let value = given(self.value, part).or_else(named);
                let place = (part, value.unwrap_or(self.value));
                Some(self.failed(infrastructure, meta, place, words.0()))
            }
        }
    }

    fn at_value(&self, mut finding: Finding, (part, value): (&str, &Value)) -> Finding {
        // What a hole stands for is at fault where it is put, not where it comes from.
        let place = match value.as_unknown() {
            Some(_) => value.origin,
            None => value.place(),
        };
        let near = || given(self.value, "name").and_then(Value::place);
        finding.span = place.or_else(near).unwrap_or(finding.span);
        finding.attribute(self.path(part))
    }

    /// The path of a part of the container in its definition.
    fn path(&self, part: &str) -> String {
        let name = given(self.value, "name").and_then(Value::as_str);
        let name = name.map_or_else(|| self.at.to_string(), str::to_owned);
        format!("container_definitions[{name}].{part}")
    }
}
