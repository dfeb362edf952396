//! Where somebody must edit to mend a fault.

use crate::eval::{Fault, FaultKind};
use crate::plan::{ModuleInstance, StackPlan};
use crate::repo::Module;
use crate::source::Span;

use super::declared::{self, Declared};
use super::{Facts, Hit};

/// Where to edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'f> {
    pub(super) span: Span,
    pub(super) declared: Declared,
    /// The variable of the stack's root module whose default is at fault, where another value would mend it.
    pub(super) default: Option<&'f str>,
    /// Whether it is outside of the module in which the value is used: a caller's argument, a tfvars file.
    pub(super) is_outside: bool,
}

/// The modules around a fault: its own first, then each caller's, the root module last.
pub(super) fn modules_around<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Vec<&'f Module<'f>> {
    let around = instances_around(facts, hit).into_iter();
    around.map(|it| facts.repo.module(it.module)).collect()
}

pub(super) fn instances_around<'f>(
    facts: &Facts<'f>,
    hit: &Hit<'_>,
) -> Vec<&'f ModuleInstance<'f>> {
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
pub(super) fn of<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Place<'f> {
    Place {
        default: default_behind(facts, hit),
        ..where_written(facts, hit)
    }
}

/// Whether another value than the one that was given, or than a default, may mend a fault.
pub(super) fn is_of_value(facts: &Facts<'_>, hit: &Hit<'_>) -> bool {
    let place = of(facts, hit);
    place.is_outside || place.default.is_some()
}

/// Whether what is likeliest to be wrong is written in the module in which the fault is.
pub(super) fn begins_inside(facts: &Facts<'_>, hit: &Hit<'_>) -> bool {
    let around = modules_around(facts, hit);
    let first = hit.found.fault.origins.first();
    match (around.first(), first) {
        (Some(own), Some(first)) => own.files.contains(&first.file),
        _ => false,
    }
}

fn where_written<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Place<'f> {
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
                default: None,
                is_outside: true,
            };
        }
        let Some(at) = around.iter().position(|it| it.files.contains(&origin.file)) else {
            continue;
        };
        // What the module itself gives is wrong where it is used, save for a default of the wrong type, or one that the
        // variable's own validation refuses.
        let is_default = match fault.kind {
            FaultKind::Variable => true,
            FaultKind::Condition => declared::is_default_of(around[at], *origin, fault.span),
            _ => false,
        };
        if at > 0 || is_default {
            return Place {
                span: *origin,
                declared: declared::find(around[at], *origin),
                default: None,
                is_outside: at > 0,
            };
        }
    }
    let plan = facts.plan.stack(hit.stack);
    argument(facts, plan, hit.at, fault).unwrap_or_else(|| inside(facts, hit))
}

/// Where the fault is used.
pub(super) fn inside<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Place<'f> {
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
        default: None,
        is_outside: false,
    }
}

/// The argument that gives a variable a value of the wrong type, where the module instance at the index `at` of `plan`
/// has such a fault.
pub(super) fn argument<'f>(
    facts: &Facts<'f>,
    plan: &StackPlan<'_>,
    at: usize,
    fault: &Fault,
) -> Option<Place<'f>> {
    if fault.kind != FaultKind::Variable {
        return None;
    }
    let instance = plan.modules.get(at)?;
    let own = facts.repo.module(instance.module);
    let caller = facts
        .repo
        .module(plan.modules.get(instance.caller?)?.module);
    let (name, _) = own
        .variables
        .iter()
        .find(|(_, block)| block.header() == fault.span)?;
    let (call, _) = instance.path.0.last()?;
    let call = caller.calls.get(&**call)?;
    let span = call.block.body.attribute(name)?.value.span;
    Some(Place {
        span,
        declared: declared::find(caller, span),
        default: None,
        is_outside: true,
    })
}

/// The variable of the stack's root module whose default the fault comes of: somebody may give another value when
/// Terraform is run.
fn default_behind<'f>(facts: &Facts<'f>, hit: &Hit<'_>) -> Option<&'f str> {
    // Terraform judges the default of a variable even where another value is given.
    if hit.found.fault.kind == FaultKind::Variable {
        return None;
    }
    let stack = facts.repo.stack(hit.stack);
    let root = facts.repo.module(stack.module);
    let mut origins = hit.found.fault.origins.iter();
    origins.find_map(|origin| declared::variable_with_default(root, *origin))
}
