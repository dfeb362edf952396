//! Where a module compares something with literal texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::{
    BinaryOperator, Body, Expression, ExpressionKind, ObjectItem, Step, StepKind, as_reference,
    step_name, walk_expression,
};
use crate::source::Span;

/// One comparison of a reference with some texts, any of which decides it.
pub(super) struct Compared<'a> {
    /// What is compared.
    pub reference: &'a Expression,
    /// With what, and where that is written.
    pub literals: Vec<(&'a str, Span)>,
    /// How.
    pub way: Way,
}

/// The forms of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `==` and `contains`.
    Equal,
    /// `!=`
    NotEqual,
    /// The reference picks one entry of a map.
    Key,
}

/// Blocks that say which values are accepted: more than those that occur is no fault there.
const CONDITIONS: &[&str] = &["validation", "precondition", "postcondition", "assert"];

/// Finds the local value of a name.
pub(super) type Locals<'a, 'f> = &'f dyn Fn(&str) -> Option<&'a Expression>;

/// Calls `found` with every comparison in a file, by the text of its reference (`var.environment`).
pub(super) fn compared<'a>(
    body: &'a Body,
    locals: Locals<'a, '_>,
    found: &mut dyn FnMut(String, Compared<'a>),
) {
    for attribute in &body.attributes {
        // The parts of a chain of `||` or `&&` were seen with the chain.
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        walk_expression(&attribute.value, &mut |expression| {
            if seen.contains(&expression.span) {
                return;
            }
            of_expression(expression, locals, &mut seen, found);
        });
    }
    for block in &body.blocks {
        if !CONDITIONS.contains(&&*block.kind.text) {
            compared(&block.body, locals, found);
        }
    }
}

fn of_expression<'a>(
    expression: &'a Expression,
    locals: Locals<'a, '_>,
    seen: &mut BTreeSet<Span>,
    found: &mut dyn FnMut(String, Compared<'a>),
) {
    match &expression.kind {
        ExpressionKind::Binary(binary) => {
            let joined = match binary.operator {
                BinaryOperator::Or => BinaryOperator::Equal,
                BinaryOperator::And => BinaryOperator::NotEqual,
                operator => operator,
            };
            let mut parts = Vec::new();
            chain(expression, binary.operator, joined, &mut parts, seen);
            group(parts, joined, found);
        }
        ExpressionKind::Call(call) => match (&*call.name.text, call.arguments.as_slice()) {
            ("contains", [list, needle]) => {
                let ExpressionKind::Tuple(items) = &list.kind else {
                    return;
                };
                let literals = items.iter().map(|item| Some((item.as_str()?, item.span)));
                if let (Some(name), Some(literals)) = (reference(needle), literals.collect()) {
                    let way = Way::Equal;
                    found(
                        name,
                        Compared {
                            reference: needle,
                            literals,
                            way,
                        },
                    );
                }
            }
            ("lookup", [map, key, ..]) => keys(map, key, locals, found),
            _ => {}
        },
        ExpressionKind::Access(access) => match access.steps.as_slice() {
            [
                Step {
                    kind: StepKind::Index(key),
                    ..
                },
                ..,
            ] => keys(&access.base, key, locals, found),
            [
                Step {
                    kind: StepKind::Attribute(name),
                    ..
                },
                Step {
                    kind: StepKind::Index(key),
                    ..
                },
                ..,
            ] if matches!(&access.base.kind, ExpressionKind::Variable(root) if &**root == "local") => {
                if let Some(map) = locals(name) {
                    keys(map, key, locals, found);
                }
            }
            _ => {}
        },
        _ => {}
    }
}

type Part<'a> = (String, &'a Expression, (&'a str, Span));

/// The comparisons in a chain of one operator, such as `a == "x" || a == "y"`.
fn chain<'a>(
    expression: &'a Expression,
    operator: BinaryOperator,
    wanted: BinaryOperator,
    parts: &mut Vec<Part<'a>>,
    seen: &mut BTreeSet<Span>,
) {
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => chain(inner, operator, wanted, parts, seen),
        ExpressionKind::Binary(binary) if binary.operator == operator && operator != wanted => {
            seen.insert(expression.span);
            chain(&binary.left, operator, wanted, parts, seen);
            chain(&binary.right, operator, wanted, parts, seen);
        }
        ExpressionKind::Binary(binary) if binary.operator == wanted => {
            let sides = [(&binary.left, &binary.right), (&binary.right, &binary.left)];
            for (one, other) in sides {
                if let (Some(name), Some(text)) = (reference(one), other.as_str()) {
                    seen.insert(expression.span);
                    parts.push((name, one, (text, other.span)));
                }
            }
        }
        _ => {}
    }
}

fn group<'a>(
    parts: Vec<Part<'a>>,
    operator: BinaryOperator,
    found: &mut dyn FnMut(String, Compared<'a>),
) {
    let way = match operator {
        BinaryOperator::Equal => Way::Equal,
        BinaryOperator::NotEqual => Way::NotEqual,
        _ => return,
    };
    let mut groups: BTreeMap<String, Compared<'a>> = BTreeMap::new();
    for (name, reference, literal) in parts {
        let group = groups.entry(name).or_insert(Compared {
            reference,
            literals: Vec::new(),
            way,
        });
        group.literals.push(literal);
    }
    for (name, group) in groups {
        found(name, group);
    }
}

/// The keys of a map that is written in this module.
fn keys<'a>(
    map: &'a Expression,
    key: &'a Expression,
    locals: Locals<'a, '_>,
    found: &mut dyn FnMut(String, Compared<'a>),
) {
    let (Some(name), Some(items)) = (reference(key), object(map, locals)) else {
        return;
    };
    let literals: Vec<(&str, Span)> = items
        .iter()
        .filter_map(|item| Some((item.key.as_str()?, item.key.span())))
        .collect();
    let way = Way::Key;
    found(
        name,
        Compared {
            reference: key,
            literals,
            way,
        },
    );
}

fn object<'a>(expression: &'a Expression, locals: Locals<'a, '_>) -> Option<&'a [ObjectItem]> {
    match &expression.kind {
        ExpressionKind::Object(items) => Some(items),
        ExpressionKind::Parentheses(inner) => object(inner, locals),
        _ => match as_reference(expression)? {
            // One step is enough: locals that name locals are rare, and may go round in circles.
            ("local", steps @ [_]) => match &locals(step_name(steps, 0)?)?.kind {
                ExpressionKind::Object(items) => Some(items),
                _ => None,
            },
            _ => None,
        },
    }
}

/// The text of a plain reference to a variable, local or the workspace.
fn reference(expression: &Expression) -> Option<String> {
    if let ExpressionKind::Parentheses(inner) = &expression.kind {
        return reference(inner);
    }
    let (root, steps) = as_reference(expression)?;
    let name = step_name(steps, 0)?;
    let is_plain = steps.len() == 1
        && (matches!(root, "var" | "local") || (root == "terraform" && name == "workspace"));
    is_plain.then(|| format!("{root}.{name}"))
}
