//! Variables: which there are, of which types, and which are given by tfvars files.

use crate::eval::{Constraint, Value};
use crate::hcl::Block;
use crate::types::Type;

use super::super::both::{Both, Which};
use super::super::inventory::{existence, only};
use super::super::{Difference, Form, Uncertain};
use super::{Looked, WRITTEN, in_short};

const VARIABLE: &str = "parity-variable";

/// Adds the variables that one side alone declares, and those of different types.
pub(super) fn compare(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    let repo = looked.pairing.context.repo;
    for which in Which::ALL {
        let others = looked.modules.get(which.opposite());
        if !repo.is_whole(others) {
            continue;
        }
        let own = &looked.modules.get(which).variables;
        for (name, block) in own {
            if !others.variables.contains_key(name) {
                into.push(alone(looked, which, name, block));
            }
        }
    }
    for (name, reference) in &looked.modules.reference.variables {
        if let Some(other) = looked.modules.other.variables.get(name) {
            into.extend(types(looked, name, Both::new(reference, other)));
        }
    }
}

fn alone(looked: &Looked<'_, '_>, which: Which, name: &str, block: &Block) -> Difference {
    let default = block.body.attribute("default");
    let shown = match default {
        Some(default) => format!("default {}", in_short(&evaluate(looked, which, default))),
        None => "declared".to_owned(),
    };
    let (shown, places) = only(which, shown, block.header());
    let start = looked.difference(VARIABLE, Form::Only(which), format!("var.{name}"));
    Difference {
        shown,
        places,
        standing: WRITTEN,
        reason: existence(looked.pairing, which).1,
        ..start
    }
}

fn evaluate(looked: &Looked<'_, '_>, which: Which, attribute: &crate::hcl::Attribute) -> Value {
    let walk = looked.pairing.plan().walk(*looked.pair.ids.get(which));
    walk.root().evaluate(&attribute.value)
}

/// A variable that is of one type here and of another there. What takes any value says nothing of its type.
fn types(looked: &Looked<'_, '_>, name: &str, blocks: Both<&Block>) -> Option<Difference> {
    let written = blocks.map(|block| block.body.attribute("type")).both()?;
    let read = written.map(|it| Constraint::read(&it.value, &|_| Value::null()).ok());
    let read = read
        .as_ref()
        .map(|it| it.as_ref().map(|it| &it.ty))
        .both()?;
    let is_any = |ty: &Type| *ty == Type::Dynamic;
    if read.reference == read.other || is_any(read.reference) || is_any(read.other) {
        return None;
    }
    let start = looked.difference(VARIABLE, Form::Different, format!("var.{name}"));
    Some(Difference {
        shown: read.map(|it| Some(it.to_string())),
        places: written.map(|it| Some(it.value.span)),
        reason: "a value that the one takes may be refused or converted by the other".to_owned(),
        ..start
    })
}

/// Adds what a tfvars file gives on one side alone, where the default of the other is another value.
pub(super) fn tfvars_keys(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    let (context, plan) = (looked.pairing.context, looked.pairing.plan());
    let stacks = looked.pair.ids.map(|id| context.repo.stack(*id));
    let values = looked.pair.ids.map(|id| &plan.stack(*id).root().variables);
    for which in Which::ALL {
        let others = &stacks.get(which.opposite()).variables;
        for (name, given) in &stacks.get(which).variables {
            let is_declared =
                |module: &&crate::repo::Module<'_>| module.variables.contains_key(name);
            let in_both =
                is_declared(&looked.modules.reference) && is_declared(&looked.modules.other);
            if others.contains_key(name) || !in_both {
                continue;
            }
            let Some(both) = values.map(|it| it.get(name)).both() else {
                continue;
            };
            if looked.are_same(both.reference, both.other) {
                continue;
            }
            if is_required(looked, which.opposite(), name) {
                // Nothing takes its place: what it is there is not known.
                continue;
            }
            let secret = plan
                .stack(*looked.pair.ids.get(which))
                .is_secret(given.value.span);
            let shown = if secret {
                "given".to_owned()
            } else {
                in_short(both.get(which))
            };
            let (shown, places) = only(which, shown, given.span());
            let path = format!("var.{name}");
            let start = looked.difference("parity-tfvars-key", Form::Only(which), path);
            let label = &looked.pairing.sides.get(which.opposite()).label;
            into.push(Difference {
                shown,
                places,
                standing: WRITTEN,
                reason: format!("{} gives no value and takes the default", label.name),
                ..start
            });
        }
    }
}

fn is_required(looked: &Looked<'_, '_>, which: Which, name: &str) -> bool {
    let block = looked.modules.get(which).variables.get(name);
    block.is_some_and(|block| block.body.attribute("default").is_none())
}

/// Adds the variables without a default that a tfvars file gives on one side and nothing in the repository on the
/// other.
pub(super) fn not_given(looked: &Looked<'_, '_>, into: &mut Vec<Uncertain>) {
    let repo = looked.pairing.context.repo;
    let stacks = looked.pair.ids.map(|id| repo.stack(*id));
    for which in Which::ALL {
        let lacks = which.opposite();
        for (name, given) in &stacks.get(which).variables {
            let is_given = stacks.get(lacks).variables.contains_key(name);
            let Some(block) = looked.modules.get(lacks).variables.get(name) else {
                continue;
            };
            let own = looked.modules.get(which).variables.get(name);
            if is_given || own.is_none() || !is_required(looked, lacks, name) {
                continue;
            }
            let value = looked.pairing.plan().stack(*looked.pair.ids.get(lacks));
            let value = value.root().variables.get(name);
            if value.is_some_and(Value::is_wholly_known) {
                continue;
            }
            let mut places = Both::default();
            *places.get_mut(which) = Some(given.span());
            *places.get_mut(lacks) = Some(block.header());
            into.push(Uncertain {
                stack: looked.pair.name.clone(),
                path: format!("var.{name}"),
                places,
                reason: format!(
                    "var.{name} is given no value in the repository in {}",
                    looked.pairing.sides.get(lacks).label.name
                ),
            });
        }
    }
}
