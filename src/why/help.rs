//! What whoever asked may have meant, where a question cannot be answered.

use crate::address::Key;
use crate::eval::{Fault, FaultKind};
use crate::hcl::{Expression, Step, StepKind, as_reference, step_name, walk_expression};
use crate::plan::{ModuleInstance, Plan, of_block};
use crate::repo::StackId;
use crate::repo::words::nearest;
use crate::schema::Block as Schema;

use super::target;

/// At most so many addresses or names are proposed.
const MAX_HINTS: usize = 5;

/// Where a question is asked.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) stack: StackId,
    pub(super) module: usize,
    /// What was typed before the expression: the address that led into the module instance.
    pub(super) prefix: &'p str,
}

/// A reference in what was typed, and where it stands.
struct Reference<'q> {
    root: &'q str,
    steps: &'q [Step],
    /// Whether it is all that was typed.
    is_whole: bool,
    expression: &'q Expression,
}

/// What to ask instead; empty where nothing is known.
pub(super) fn of(place: Place<'_>, typed: &Expression, fault: &Fault) -> String {
    let Some(reference) = reference_at(typed, fault) else {
        return String::new();
    };
    if let Some(word) = bare_word_in(&reference, fault) {
        return format!("put it in quotes if it is text: \"{word}\"");
    }
    let found = match (fault.kind, reference.root) {
        (FaultKind::Index | FaultKind::Attribute, "module") => inside(place, &reference, fault),
        (FaultKind::Index | FaultKind::Attribute, _) => keyed(place, &reference),
        (FaultKind::Reference, _) if is_declared(place, &reference) => keyed(place, &reference),
        (FaultKind::Reference, _) => {
            elsewhere(place, &reference).or_else(|| declared(place, &reference, fault))
        }
        _ => None,
    };
    found.unwrap_or_default()
}

/// The word at fault, where it stands by itself in the brackets of a reference: `a` in `module.m[a]`.
fn bare_word_in<'q>(reference: &Reference<'q>, fault: &Fault) -> Option<&'q str> {
    if fault.kind != FaultKind::Reference || reference.expression.span == fault.span {
        return None;
    }
    let mut found = None;
    walk_expression(reference.expression, &mut |expression| {
        if expression.span == fault.span
            && let Some((word, [])) = as_reference(expression)
        {
            found = Some(word);
        }
    });
    found
}

/// Whether the block that a reference names is declared where the question is asked: then something behind its name is
/// at fault.
fn is_declared(place: Place<'_>, reference: &Reference<'_>) -> bool {
    let instance = &place.plan.stack(place.stack).modules[place.module];
    let address = address_of(reference);
    address.is_some_and(|(address, _)| instance.resources.contains_key(&*address))
}

/// The outermost reference that a fault is part of.
fn reference_at<'q>(typed: &'q Expression, fault: &Fault) -> Option<Reference<'q>> {
    let mut found = None;
    walk_expression(typed, &mut |expression| {
        if found.is_none()
            && expression.span.contains(fault.span)
            && let Some((root, steps)) = as_reference(expression)
        {
            found = Some(Reference {
                root,
                steps,
                is_whole: std::ptr::eq(expression, typed),
                expression,
            });
        }
    });
    found
}

/// An address that leads into a module is understood only where it is the whole question.
fn inside(place: Place<'_>, reference: &Reference<'_>, fault: &Fault) -> Option<String> {
    let Place {
        plan,
        stack,
        module,
        ..
    } = place;
    let steps = reference.steps;
    let at = steps
        .iter()
        .position(|step| step.span.contains(fault.span))?;
    let name = step_name(steps, at)?;
    let leads_inside = matches!(name, "var" | "local" | "data" | "module" | "path")
        || target::is_resource_in(plan, (stack, module), steps, at);
    if reference.is_whole || !leads_inside {
        let near = target::nearest_address(plan, stack, module, steps);
        return near.or_else(|| outputs(place, steps, at, fault));
    }
    let span = reference.expression.span;
    let text = plan.repo.sources.snippet(span);
    let before = usize::try_from(steps[at].span.start.checked_sub(span.start)?).ok()?;
    let (address, rest) = text.split_at_checked(before)?;
    let rest = rest.strip_prefix('.')?;
    Some(format!(
        "an address inside a module can only be asked for alone, as {text}; or write {rest} here and add \
         --module '{address}'"
    ))
}

/// The outputs of a module call, where what stands behind it is none of them and nothing is written like it.
fn outputs(place: Place<'_>, steps: &[Step], at: usize, fault: &Fault) -> Option<String> {
    let Place {
        plan,
        stack,
        module,
        prefix,
    } = place;
    let modules = &plan.stack(stack).modules;
    let call = step_name(steps, 0)?;
    let made = modules[module].calls.get(call)?;
    let is_output = at == 1 || (at == 2 && has_key(&steps[1..]));
    let keys = made.iter().filter_map(|made| modules[*made].path.0.last());
    let keys: Vec<&Key> = keys.filter_map(|(_, key)| key.as_ref()).collect();
    if at == 1 && !keys.is_empty() {
        return behind_keys(place, steps, *made.first()?, &keys);
    }
    if !is_output || fault.message.contains("did you mean") {
        return None;
    }
    let inner = plan.repo.module(modules[*made.first()?].module);
    let text = text_of(plan, &steps[1..at]);
    let all = inner.outputs.keys();
    let all: Vec<String> = all
        .map(|name| format!("{prefix}module.{call}{text}.{name}"))
        .collect();
    (!all.is_empty()).then(|| format!("ask for {}", either(all)))
}

/// Where the key of a module instance is missing: what is asked for, or else each output, behind each key.
fn behind_keys(place: Place<'_>, steps: &[Step], first: usize, keys: &[&Key]) -> Option<String> {
    let plan = place.plan;
    let inner = plan
        .repo
        .module(plan.stack(place.stack).modules[first].module);
    let (call, asked) = (step_name(steps, 0)?, step_name(steps, 1)?);
    let outputs: Vec<&str> = match inner.outputs.get_key_value(asked) {
        Some((output, _)) => vec![*output],
        None => inner.outputs.keys().copied().collect(),
    };
    let each = keys.iter().flat_map(|key| {
        outputs
            .iter()
            .map(move |output| format!("{}module.{call}{key}.{output}", place.prefix))
    });
    let all: Vec<String> = each.collect();
    (!all.is_empty()).then(|| {
        format!(
            "module.{call} is made several times: ask for {}",
            either(all)
        )
    })
}

/// Where the key of an instance is missing: the block with each of its keys.
fn keyed(place: Place<'_>, reference: &Reference<'_>) -> Option<String> {
    let Place {
        plan,
        stack,
        module,
        prefix,
    } = place;
    let (address, named) = address_of(reference)?;
    let instance = &plan.stack(stack).modules[module];
    let resources = instance.resources.get(&*address)?;
    let rest = reference.steps.get(named..).unwrap_or_default();
    let is_repeated = resources
        .instances
        .iter()
        .all(|one| one.owner.address.key.is_some());
    if !is_repeated || has_key(rest) {
        return None;
    }
    let text = text_of(plan, rest);
    let keys = resources
        .instances
        .iter()
        .filter_map(|one| one.owner.address.key.as_ref());
    let proposals: Vec<String> = keys
        .map(|key| format!("{prefix}{address}{key}{text}"))
        .collect();
    (!proposals.is_empty()).then(|| {
        format!(
            "{prefix}{address} is made several times: ask for {}",
            either(proposals)
        )
    })
}

/// Where a name is not declared here but in a module that is called: the addresses that lead there.
fn elsewhere(place: Place<'_>, reference: &Reference<'_>) -> Option<String> {
    let Place {
        plan,
        stack,
        module,
        ..
    } = place;
    let (address, named) = address_of(reference)?;
    // What stands behind the name; a key that was given stands there too.
    let rest = reference.steps.get(named..).unwrap_or_default();
    let mut proposals = Vec::new();
    for (at, other) in plan.stack(stack).modules.iter().enumerate() {
        if at != module
            && let Some(resources) = other.resources.get(&*address)
        {
            let text = text_of(plan, existing(resources.schema, rest));
            proposals.push(match resources.instances.as_slice() {
                // Where a key is missing, the only one is meant.
                [one] if !has_key(rest) => format!("{}{text}", one.owner.address),
                _ => format!("{}{address}{text}", other.path.prefix()),
            });
        }
    }
    (!proposals.is_empty()).then(|| {
        format!(
            "it is declared elsewhere in this stack: ask for {}",
            either(proposals)
        )
    })
}

/// The steps behind the name of a block; none where its schema knows nothing that they lead to.
fn existing<'s>(schema: Option<&Schema>, rest: &'s [Step]) -> &'s [Step] {
    let after_key = rest.get(usize::from(has_key(rest))..).unwrap_or_default();
    let leads_nowhere = schema.is_some_and(|schema| of_block(schema, after_key, 0).is_some());
    if leads_nowhere { &[] } else { rest }
}

/// What is declared of the kind that is asked for, where nothing is written like it.
fn declared(place: Place<'_>, reference: &Reference<'_>, fault: &Fault) -> Option<String> {
    if fault.message.contains("did you mean") {
        return None;
    }
    let Place {
        plan,
        stack,
        module,
        prefix,
    } = place;
    let instance = &plan.stack(stack).modules[module];
    let root = reference.root;
    let here = of_same_type(instance, reference);
    let mut same: Vec<String> = here
        .iter()
        .map(|address| format!("{prefix}{address}"))
        .collect();
    if same.is_empty() {
        for other in &plan.stack(stack).modules {
            let found = of_same_type(other, reference).into_iter();
            same.extend(found.map(|address| format!("{}{address}", other.path.prefix())));
        }
    }
    if !same.is_empty() {
        return Some(format!("ask for {}", either(same)));
    }
    let name = step_name(reference.steps, 0);
    // The blocks and Terraform's own texts call them otherwise than references do.
    let root = match root {
        "vars" | "variable" | "variables" => "var",
        "locals" => "local",
        "outputs" => "output",
        "modules" => "module",
        root => root,
    };
    let names = names_of(plan, instance, root)?;
    if root != reference.root
        && let Some(name) = name.filter(|name| names.contains(name))
    {
        return Some(format!("did you mean {prefix}{root}.{name}?"));
    }
    if let Some(near) = name.and_then(|name| nearest(name, names.iter().copied())) {
        return Some(format!("did you mean {prefix}{root}.{near}?"));
    }
    if names.is_empty() {
        return Some(format!("this module declares no {root}"));
    }
    let all = names
        .into_iter()
        .map(|name| format!("{prefix}{root}.{name}"));
    Some(format!("ask for {}", either(all.collect())))
}

/// The blocks of the type that is asked for.
fn of_same_type<'p>(instance: &'p ModuleInstance<'_>, reference: &Reference<'_>) -> Vec<&'p str> {
    let kind = match reference.root {
        root @ ("data" | "ephemeral") => {
            let kind = step_name(reference.steps, 0).unwrap_or_default();
            format!("{root}.{kind}.")
        }
        "resource" => format!("{}.", step_name(reference.steps, 0).unwrap_or_default()),
        root => format!("{root}."),
    };
    let all = instance.resources.keys().copied();
    all.filter(|address| address.starts_with(&kind)).collect()
}

fn names_of<'p>(
    plan: &'p Plan<'_>,
    instance: &'p ModuleInstance<'_>,
    root: &str,
) -> Option<Vec<&'p str>> {
    let module = plan.repo.module(instance.module);
    Some(match root {
        "var" => module.variables.keys().copied().collect(),
        "local" => module.locals.keys().copied().collect(),
        "output" => module.outputs.keys().copied().collect(),
        "module" => module.calls.keys().copied().collect(),
        _ => return None,
    })
}

/// The address of a block that a reference names, and how many of its steps do.
fn address_of(reference: &Reference<'_>) -> Option<(String, usize)> {
    let (root, steps) = (reference.root, reference.steps);
    let name = step_name(steps, 0)?;
    Some(match root {
        "data" | "ephemeral" => (format!("{root}.{name}.{}", step_name(steps, 1)?), 2),
        "resource" => (format!("{name}.{}", step_name(steps, 1)?), 2),
        _ => (format!("{root}.{name}"), 1),
    })
}

fn has_key(rest: &[Step]) -> bool {
    matches!(
        rest.first().map(|step| &step.kind),
        Some(StepKind::Index(_))
    )
}

fn text_of(plan: &Plan<'_>, steps: &[Step]) -> String {
    let texts = steps
        .iter()
        .map(|step| plan.repo.sources.snippet(step.span));
    texts.collect()
}

/// `a, b or 3 others`
pub(super) fn either(mut proposals: Vec<String>) -> String {
    let more = proposals.len().saturating_sub(MAX_HINTS);
    if more > 0 {
        proposals.truncate(MAX_HINTS);
        let others = if more == 1 { "other" } else { "others" };
        proposals.push(format!("{more} {others}"));
    }
    proposals.join(" or ")
}

/// What is said of a fault: a question may name an output, or a block of a module, as no expression can.
pub(super) fn message(typed: &Expression, fault: Fault) -> String {
    let Some((root, steps)) = as_reference(typed) else {
        return fault.message;
    };
    match (root, fault.kind, step_name(steps, 0)) {
        // The value of an output that is declared may refer to what is not.
        ("output", FaultKind::Reference, Some(name)) if typed.span.contains(fault.span) => {
            format!("no output {name:?} is declared in this module")
        }
        ("module", FaultKind::Index | FaultKind::Attribute, Some(call)) => {
            let at = steps.iter().position(|step| step.span.contains(fault.span));
            let names = at.and_then(|at| Some((step_name(steps, at)?, step_name(steps, at + 1)?)));
            match names {
                Some((kind, name)) if kind.contains('_') => {
                    format!(
                        "module.{call} has neither an output {kind:?} nor a resource {kind}.{name}"
                    )
                }
                _ => fault.message,
            }
        }
        _ => fault.message,
    }
}
