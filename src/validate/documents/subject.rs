//! One instance of a resource, and how a problem with it is told.

use crate::address::Key;
use crate::diagnostic::Instance;
use crate::eval::{Shape, Value};
use crate::plan::{ModuleInstance, ResourceInstance};
use crate::repo::{Resource, StackId};
use crate::source::Span;

use super::super::{Facts, Problem, ProblemKind};

/// One instance of a managed resource.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    pub(super) facts: &'s Facts<'s>,
    pub(super) stack: StackId,
    /// The index of its module instance.
    pub(super) module: usize,
    pub(super) instance: &'s ModuleInstance<'s>,
    pub(super) declaration: &'s Resource<'s>,
    /// The block's address in its module.
    pub(super) address: &'s str,
    pub(super) made: &'s ResourceInstance,
}

impl<'s> Subject<'s> {
    /// The type of the resource.
    pub(super) fn kind(&self) -> &'s str {
        self.declaration.kind
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'s Value> {
        self.made.shown.get(name)
    }

    /// Whether how many instances there are is not known: it stands for any number of them.
    pub(super) fn is_any(&self) -> bool {
        let address = &self.made.owner.address;
        let is_any = |key: &Option<Key>| *key == Some(Key::Any);
        is_any(&address.key) || address.module.0.iter().any(|(_, key)| is_any(key))
    }

    /// Where an argument is written: its value's expression, or the block.
    pub(super) fn argument(&self, path: &str) -> Span {
        let mut body = &self.declaration.block.body;
        for name in path.split('.') {
            if let Some(attribute) = body.attribute(name) {
                return attribute.value.span;
            }
            let Some(block) = body.blocks_of(name).next() else {
                break;
            };
            body = &block.body;
        }
        self.declaration.block.header()
    }

    /// A problem with the attribute at `path`, to be mended at `span`.
    pub(super) fn problem(
        &self,
        kind: ProblemKind,
        path: &str,
        span: Span,
        (message, help): (String, String),
    ) -> Problem {
        let stack = self.facts.repo.stack(self.stack);
        let mut problem = Problem::new(kind, span, message, help)
            .address(self.address)
            .attribute(path);
        problem.instances.push(Instance {
            environment: stack.place.environment.clone(),
            stack: stack.path.clone(),
            address: Some(self.made.owner.address.to_string()),
        });
        let used = self.argument(path);
        if !self.declaration.block.span.contains(span) {
            problem = problem.related(used, "used here");
        }
        problem
    }
}

/// Calls `visit` with every value that the path of names leads to, through nested blocks.
pub(super) fn each_at<'v>(value: &'v Value, path: &str, visit: &mut dyn FnMut(&'v Value)) {
    let Some(entries) = value.entries() else {
        for item in certain_elements(value) {
            each_at(item, path, visit);
        }
        return;
    };
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    match entries.get(name) {
        Some(value) if rest.is_empty() => visit(value),
        Some(value) => each_at(value, rest, visit),
        None => {}
    }
}

/// The elements that are certainly in a list or set.
pub(super) fn certain_elements(value: &Value) -> &[Value] {
    if let Some(items) = value.elements() {
        return items;
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Open { known, .. }) => known,
        _ => &[],
    }
}
