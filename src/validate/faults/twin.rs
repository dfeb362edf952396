//! Faults that are found without evaluating anything as well.

use crate::eval::{Fault, FaultKind, function};
use crate::hcl::{Block, ExpressionKind, Step, StepKind, as_reference, step_name, walk_expression};
use crate::plan::{of_block, schema_of};
use crate::repo::{Module, Resource};
use crate::source::Span;

use super::{Facts, Hit};

/// Whether a part of an expression is at fault whatever its values are: an attribute that no resource of its type has,
/// an output that a module does not have, a function that Terraform does not have. Somebody else reports it, or knows
/// that the module is for a version of Terraform that had it.
pub(super) fn is_static(facts: &Facts<'_>, module: &Module<'_>, fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::Attribute => is_of_block(facts, module, fault.span),
        FaultKind::Index => is_needless(module, fault.span),
        FaultKind::Function => is_no_function(module, fault.span),
        _ => false,
    }
}

/// Whether somebody else reports this fault for the value that leads to it.
pub(super) fn is_of_value(facts: &Facts<'_>, module: &Module<'_>, hit: &Hit<'_>) -> bool {
    let fault = &hit.found.fault;
    match fault.kind {
        FaultKind::Attribute | FaultKind::Index => is_of_state(facts, module, &fault.origins),
        // Defaults are judged whether they are used or not.
        FaultKind::Variable => {
            super::declared::is_in_type(module, fault.span)
                || fault
                    .origins
                    .iter()
                    .any(|origin| super::declared::variable_with_default(module, *origin).is_some())
        }
        _ => false,
    }
}

/// Whether a value is that of the outputs of another stack's state: its place is the data source's.
fn is_of_state(facts: &Facts<'_>, module: &Module<'_>, origins: &[Span]) -> bool {
    let is_state = |module: &Module<'_>| {
        let mut resources = module.resources.values();
        resources.any(|resource| {
            resource.kind == "terraform_remote_state" && origins.contains(&resource.block.header())
        })
    };
    is_state(module)
        || origins.iter().any(|origin| {
            let mut modules = facts.repo.modules.iter();
            modules.any(|module| module.files.contains(&origin.file) && is_state(module))
        })
}

/// Whether the step at `span` is one of a reference to a resource, or names the output of a module call. What follows
/// the output only its value tells, and what is in an attribute of any type, and so it does which instances `for_each`
/// makes: they may have any name.
fn is_of_block(facts: &Facts<'_>, module: &Module<'_>, span: Span) -> bool {
    let mut is_one = false;
    each_step(module, span, &mut |root, steps, at| {
        let behind = block_of(module, root, steps)
            .filter(|(block, _)| block.body.attribute("for_each").is_some())
            .and_then(|(_, names)| steps.get(names));
        let is_indexed = behind.is_none_or(is_index);
        let is_splat = behind.is_some_and(|step| {
            matches!(step.kind, StepKind::FullSplat | StepKind::AttributeSplat)
        });
        is_one |= match root {
            "var" | "local" | "each" | "count" | "self" | "path" | "terraform" => false,
            "module" => is_indexed && at <= output_step(steps),
            _ => {
                !is_splat
                    && is_resource(module, root)
                    && !is_of_any_type(facts, module, root, steps, at)
            }
        };
    });
    is_one
}

/// Whether the schema of a resource's type does not tell what the step at this index enters.
fn is_of_any_type(
    facts: &Facts<'_>,
    module: &Module<'_>,
    root: &str,
    steps: &[Step],
    at: usize,
) -> bool {
    let Some((resource, names)) = resource_of(module, root, steps) else {
        return false;
    };
    let schema = schema_of(facts.providers, resource);
    let first = names + usize::from(steps.get(names).is_some_and(is_index));
    at > first && schema.is_some_and(|schema| of_block(schema, &steps[first..], 0).is_none())
}

fn is_index(step: &Step) -> bool {
    matches!(step.kind, StepKind::Index(_) | StepKind::LegacyIndex(_))
}

/// The block that a reference leads to, and how many steps name it.
fn block_of<'m>(module: &'m Module<'_>, root: &str, steps: &[Step]) -> Option<(&'m Block, usize)> {
    if root == "module" {
        return Some((&module.calls.get(step_name(steps, 0)?)?.block, 1));
    }
    let (resource, names) = resource_of(module, root, steps)?;
    Some((&resource.block, names))
}

/// The resource that a reference leads to, and how many steps name it.
fn resource_of<'m, 's>(
    module: &'m Module<'s>,
    root: &str,
    steps: &[Step],
) -> Option<(&'m Resource<'s>, usize)> {
    let first = step_name(steps, 0)?;
    let (address, names) = match root {
        "data" | "ephemeral" => (format!("{root}.{first}.{}", step_name(steps, 1)?), 2),
        _ => (format!("{root}.{first}"), 1),
    };
    Some((module.resources.get(&address)?, names))
}

/// Whether the name at `span` is that of a call of a function that does not exist.
fn is_no_function(module: &Module<'_>, span: Span) -> bool {
    let mut is_one = false;
    module.each_expression(&mut |outer| {
        if !outer.span.contains(span) {
            return;
        }
        walk_expression(outer, &mut |expression| {
            if let ExpressionKind::Call(call) = &expression.kind {
                is_one |= call.name.span == span && function::find(&call.name.text).is_none();
            }
        });
    });
    is_one
}

/// The index of the step after `module` that names an output: behind the call's name and the index of its instance.
fn output_step(steps: &[Step]) -> usize {
    if steps.get(1).is_some_and(is_index) {
        2
    } else {
        1
    }
}

/// Whether the step at `span` indexes a block that has only one instance.
fn is_needless(module: &Module<'_>, span: Span) -> bool {
    let mut is_one = false;
    each_step(module, span, &mut |root, steps, at| {
        let Some((block, names)) = block_of(module, root, steps) else {
            return;
        };
        let has = |name| block.body.attribute(name).is_some();
        is_one |= at == names && !has("count") && !has("for_each");
    });
    is_one
}

fn is_resource(module: &Module<'_>, root: &str) -> bool {
    matches!(root, "data" | "ephemeral" | "resource")
        || module
            .resources
            .values()
            .any(|resource| resource.kind == root)
}

/// Calls `visit` with the root and steps of each reference that has a step at `span`, and the index of that step.
fn each_step(module: &Module<'_>, span: Span, visit: &mut dyn FnMut(&str, &[Step], usize)) {
    module.each_expression(&mut |outer| {
        if !outer.span.contains(span) {
            return;
        }
        walk_expression(outer, &mut |expression| {
            let Some((root, steps)) = as_reference(expression) else {
                return;
            };
            let is_it =
                |step: &Step| step.span == span && !matches!(step.kind, StepKind::FullSplat);
            if let Some(at) = steps.iter().position(is_it) {
                visit(root, steps, at);
            }
        });
    });
}
