//! Where somebody must edit to mend a fault.

use crate::eval::FaultKind;
use crate::plan::ModuleInstance;
use crate::repo::Module;
use crate::source::Span;

use super::declared::{self, Declared};
use super::{Facts, Hit};

/// Where to edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) declared: Declared,
    /// Whether it is outside of the module in which the value is used: a caller's argument, a tfvars file.
    pub(super) is_outside: bool,
}

/// The modules around a fault: its own first, then each caller's, the root module last.
pub(super) fn modules_around<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Vec<&'f Module<'f>> {
    let around = instances_around(facts, hit).into_iter();
    around.map(|it| facts.repo.module(it.module)).collect()
}

fn instances_around<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Vec<&'f ModuleInstance<'f>> {
    let plan = facts.plan.stack(hit.stack);
    let mut found = Vec::new();
    let mut next = Some(hit.at);
    while let Some(instance) = next.and_then(|at| plan.modules.get(at)) {
        found.push(instance);
        next = instance.caller;
    }
    found
}

/// Where the value was written that is at fault, where that is outside of the module; else where it is used.
pub(super) fn of(facts: &Facts<'_>, hit: &Hit<'_>) -> Place {
    let fault = &hit.found.fault;
    if matches!(fault.kind, FaultKind::Cycle | FaultKind::Budget) {
        return inside(facts, hit);
    }
    let around = modules_around(facts, hit);
    let stack = facts.repo.stack(hit.stack);
    let is_secret = |origin: &Span| facts.plan.stack(hit.stack).is_secret(*origin);
    for origin in fault.origins.iter().filter(|origin| !is_secret(origin)) {
        if stack.var_files.contains(&origin.file) {
            let mut given = stack.variables.iter();
            let given = given.find(|(_, given)| given.span().contains(*origin));
            let address = given.map(|(name, _)| format!("var.{name}"));
            return Place {
                span: *origin,
                declared: Declared {
                    address,
                    attribute: None,
                },
                is_outside: true,
            };
        }
        let Some(at) = around.iter().position(|it| it.files.contains(&origin.file)) else {
            continue;
        };
        // What the module itself gives is wrong where it is used, save for a default of the wrong type.
        if at > 0 || fault.kind == FaultKind::Variable {
            return Place {
                span: *origin,
                declared: declared::find(around[at], *origin),
                is_outside: at > 0,
            };
        }
    }
    argument(facts, hit).unwrap_or_else(|| inside(facts, hit))
}

/// Where the fault is used.
pub(super) fn inside(facts: &Facts<'_>, hit: &Hit<'_>) -> Place {
    let fault = &hit.found.fault;
    let span = match fault.kind {
        // The call gives the template what it uses.
        FaultKind::Template => fault.rendered_at.unwrap_or(fault.span),
        _ => fault.span,
    };
    let around = modules_around(facts, hit);
    let declared = around
        .first()
        .map(|own| declared::find(own, fault.rendered_at.unwrap_or(span)));
    Place {
        span,
        declared: declared.unwrap_or_default(),
        is_outside: false,
    }
}

/// The argument that gives a variable a value of the wrong type.
fn argument(facts: &Facts<'_>, hit: &Hit<'_>) -> Option<Place> {
    let fault = &hit.found.fault;
    if fault.kind != FaultKind::Variable {
        return None;
    }
    let around = modules_around(facts, hit);
    let [own, caller, ..] = around.as_slice() else {
        return None;
    };
    let (name, _) = own
        .variables
        .iter()
        .find(|(_, block)| block.header() == fault.span)?;
    let (call, _) = hit.found.module.0.last()?;
    let span = caller
        .calls
        .get(&**call)?
        .block
        .body
        .attribute(name)?
        .value
        .span;
    Some(Place {
        span,
        declared: declared::find(caller, span),
        is_outside: true,
    })
}

/// The variable of the stack's root module whose default the fault comes of: somebody may give another value when
/// Terraform is run.
pub(super) fn default_behind<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Option<&'f str> {
    // Terraform judges the default of a variable even where another value is given.
    if hit.found.fault.kind == FaultKind::Variable {
        return None;
    }
    let stack = facts.repo.stack(hit.stack);
    let root = facts.repo.module(stack.module);
    let mut origins = hit.found.fault.origins.iter();
    origins.find_map(|origin| declared::variable_with_default(root, *origin))
}
