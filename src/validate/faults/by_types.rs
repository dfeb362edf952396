//! Faults that no other value would mend, since the declared types of variables make them already.

use std::collections::BTreeSet;

use crate::eval::{Fault, FaultKind};
use crate::plan::{Knowledge, PlanFault, StackPlan, by_types};
use crate::repo::ModuleId;
use crate::source::Span;

use super::place::{self, Place};
use super::{Facts, Hit};

/// Where expressions cannot be right, whatever their modules are given.
pub(super) struct ByTypes(BTreeSet<(Span, FaultKind)>);

impl ByTypes {
    /// Of the modules in which one of these faults is. What a module says by its types is the same in every stack, so
    /// one stack for each is enough.
    pub(super) fn of<'h>(facts: &Facts<'_>, hits: impl Iterator<Item = &'h Hit<'h>>) -> Self {
        let mut judged: BTreeSet<ModuleId> = BTreeSet::new();
        let mut stacks = Vec::new();
        for hit in hits {
            // What is given to a variable belongs to the caller.
            let depth = if hit.found.fault.kind == FaultKind::Variable {
                2
            } else {
                1
            };
            let around = place::instances_around(facts, hit);
            let is_new = |it: &&crate::plan::ModuleInstance<'_>| !judged.contains(&it.module);
            if around.iter().take(depth).any(is_new) {
                let modules = &facts.plan.stack(hit.stack).modules;
                judged.extend(modules.iter().map(|it| it.module));
                stacks.push(hit.stack);
            }
        }
        let knowledge = Knowledge {
            schemas: facts.providers,
        };
        let plans = by_types(facts.plan, knowledge, &stacks);
        let of_plan = |plan: &StackPlan<'_>| {
            let of_fault = |found: &PlanFault| {
                let at = plan.modules.iter().position(|it| it.path == found.module);
                let argument = place::argument(facts, plan, at?, &found.fault);
                Some(key(&found.fault, argument.as_ref()))
            };
            plan.faults.iter().filter_map(of_fault).collect::<Vec<_>>()
        };
        Self(plans.iter().flat_map(of_plan).collect())
    }

    /// Where somebody must edit whatever the values are; `None` where another value could mend it.
    pub(super) fn place<'f>(&self, facts: &Facts<'f>, hit: &Hit<'_>) -> Option<Place<'f>> {
        let plan = facts.plan.stack(hit.stack);
        let argument = place::argument(facts, plan, hit.at, &hit.found.fault);
        let is_found = self.0.contains(&key(&hit.found.fault, argument.as_ref()));
        is_found.then(|| argument.unwrap_or_else(|| place::inside(facts, hit)))
    }
}

fn key(fault: &Fault, argument: Option<&Place<'_>>) -> (Span, FaultKind) {
    (argument.map_or(fault.span, |place| place.span), fault.kind)
}
