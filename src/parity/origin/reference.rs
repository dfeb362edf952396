//! What expressions refer to and which files they read.

use crate::eval::{Part, Shape, Value};
use crate::hcl::{
    Body, Expression, ExpressionKind, Step, StepKind, each_reference, walk_expression,
};

/// What an expression refers to.
pub(super) struct Reference<'p> {
    pub(super) root: &'p str,
    pub(super) steps: &'p [Step],
}

pub(super) fn references(expression: &Expression) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    each_reference(expression, &mut |root, steps, _| {
        found.push(Reference { root, steps });
    });
    found
}

pub(super) fn attribute_name(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}

/// An entry of a value, also of a resource that is known in part.
fn entry(value: &Value, name: &str) -> Option<Value> {
    let known = match &value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Resource { known, .. }) => known.get(name),
        _ => value.get(name),
    };
    known.cloned()
}

/// As far as the steps are written out and the value has them.
pub(super) fn walk(mut value: Value, steps: &[Step]) -> Value {
    for step in steps {
        let next = match &step.kind {
            StepKind::Attribute(name) => entry(&value, name),
            StepKind::Index(Expression {
                kind: ExpressionKind::Number(number),
                ..
            }) => {
                let at = number.to_string().parse::<usize>().ok();
                at.and_then(|at| value.elements()?.get(at).cloned())
            }
            _ => None,
        };
        let Some(next) = next else {
            return value;
        };
        value = next;
    }
    value
}

/// Every expression of a body and of the blocks in it.
pub(in crate::parity) fn arguments(body: &Body) -> Vec<&Expression> {
    let mut found = Vec::new();
    let mut pending = vec![body];
    while let Some(body) = pending.pop() {
        found.extend(body.attributes.iter().map(|argument| &argument.value));
        pending.extend(body.blocks.iter().rev().map(|block| &block.body));
    }
    found
}

/// Calls `visit` with the first argument of every call that reads a file.
pub(super) fn each_file<'e>(expression: &'e Expression, visit: &mut dyn FnMut(&'e Expression)) {
    walk_expression(expression, &mut |expression| {
        let ExpressionKind::Call(call) = &expression.kind else {
            return;
        };
        let name = &call.name.text;
        let name = name.strip_prefix("core::").unwrap_or(name);
        let reads = name.starts_with("file") && name != "fileset" || name == "templatefile";
        if let (true, Some(first)) = (reads, call.arguments.first()) {
            visit(first);
        }
    });
}

/// The root-relative path that a file function is given.
pub(super) fn path_of(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let Shape::Template(parts) = &value.as_unknown()?.shape else {
        return None;
    };
    let mut path = String::new();
    for part in parts.iter() {
        match part {
            Part::Text(text, _) => path.push_str(text.as_str()),
            Part::Hole(hole) => match &hole.as_unknown()?.shape {
                Shape::Folder(folder) => path.push_str(folder),
                _ => return None,
            },
        }
    }
    Some(path)
}

/// The names of entries that steps lead through; `None` where they are not all written out.
pub(super) fn names(steps: &[Step]) -> Option<Vec<String>> {
    let name = |step: &Step| match &step.kind {
        StepKind::Attribute(name) => Some(name.to_string()),
        StepKind::Index(key) => key.as_str().map(str::to_owned),
        _ => None,
    };
    steps.iter().map(name).collect()
}

/// As far inside a value as there are entries of these names.
pub(super) fn inner_value(mut value: Value, names: &[String]) -> Value {
    for name in names {
        let Some(inner) = value.get(name).cloned() else {
            break;
        };
        value = inner;
    }
    value
}
