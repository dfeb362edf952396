//! What expressions refer to and which files they read.

use crate::eval::Value;
use crate::hcl::{Expression, ExpressionKind, Step, StepKind, each_reference, walk_expression};

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

/// As far as the steps are written out and the value has them.
pub(super) fn walk(mut value: Value, steps: &[Step]) -> Value {
    for step in steps {
        let next = match &step.kind {
            StepKind::Attribute(name) => value.get(name).cloned(),
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
    use crate::eval::{Part, Shape};
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
