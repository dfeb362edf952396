//! Which module instance an address leads into, and what is asked there.

use crate::address::Key;
use crate::eval::Marks;
use crate::hcl::{
    Access, Expression, ExpressionKind, Step, StepKind, as_reference, parse_expression,
};
use crate::plan::{Plan, Repetition};
use crate::repo::StackId;
use crate::source::{FileId, Span};

/// At most so many instances are listed.
const MAX_LISTED: usize = 20;

/// An output that is asked for by its name.
pub(super) struct Output {
    /// What leads to the value that is asked for.
    pub(super) expression: Expression,
    /// Whether it may be shown.
    pub(super) marks: Marks,
    /// The expression of the output as a whole.
    pub(super) given_out: Span,
}

/// The module instance of an address such as `module.vpc["a"].module.subnets`.
pub(super) fn instance_at(plan: &Plan<'_>, stack: StackId, address: &str) -> Result<usize, String> {
    let wrong = || {
        format!(
            "`{address}` is not the address of a module instance; one looks like `module.vpc[\"a\"]`"
        )
    };
    // Its places are never shown.
    let expression = parse_expression(FileId(0), address).map_err(|_| wrong())?;
    let (root, mut steps) = as_reference(&expression).ok_or_else(wrong)?;
    if root != "module" {
        return Err(wrong());
    }
    let mut module = 0;
    loop {
        let (next, used) = enter(plan, stack, module, steps)?.ok_or_else(wrong)?;
        module = next;
        steps = &steps[used..];
        match steps.split_first() {
            None => return Ok(module),
            Some((step, rest)) if attribute(step) == Some("module") => steps = rest,
            Some(_) => return Err(wrong()),
        }
    }
}

/// Where an expression is an address that leads into a module instance, that instance and what is left of the
/// address. Otherwise both as they are: `module.vpc.vpc_id` is an output, and belongs to the caller's scope.
pub(super) fn lead(
    plan: &Plan<'_>,
    stack: StackId,
    mut module: usize,
    expression: Expression,
) -> Result<(usize, Expression), String> {
    let mut current = expression;
    loop {
        let inner = match as_reference(&current) {
            Some(("module", steps)) => step_inside(plan, stack, module, steps)?,
            _ => None,
        };
        match inner {
            Some((next, rest)) => (module, current) = (next, rest),
            None => return Ok((module, current)),
        }
    }
}

fn step_inside(
    plan: &Plan<'_>,
    stack: StackId,
    module: usize,
    steps: &[Step],
) -> Result<Option<(usize, Expression)>, String> {
    let here = plan.repo.module(plan.stack(stack).modules[module].module);
    let call = steps.first().and_then(attribute);
    let called = call
        .and_then(|name| here.calls.get(name))
        .and_then(|call| plan.repo.evaluated_module_id(call));
    let Some(called) = called.map(|id| plan.repo.module(id)) else {
        return Ok(None);
    };
    // Names without a key may be an address too; then the key is missing, and `enter` says so.
    let at = steps
        .iter()
        .skip(1)
        .position(|step| attribute(step).is_some());
    let Some(at) = at.map(|at| at + 1) else {
        return Ok(None);
    };
    let name = attribute(&steps[at]).unwrap_or_default();
    let second = steps.get(at + 1).and_then(attribute);
    let is_inside = match (name, second) {
        _ if called.outputs.contains_key(name) => false,
        ("var" | "local" | "module" | "data" | "ephemeral" | "path" | "output", Some(_)) => true,
        (_, Some(second)) => called.resources.contains_key(&format!("{name}.{second}")),
        (_, None) => false,
    };
    if !is_inside {
        return Ok(None);
    }
    let Some((inner, used)) = enter(plan, stack, module, steps)? else {
        return Ok(None);
    };
    Ok((used == at).then(|| (inner, reference(name, &steps[at..]))))
}

/// A reference whose first name is the step that `steps` begin with.
fn reference(root: &str, steps: &[Step]) -> Expression {
    let (first, last) = (steps[0].span, steps[steps.len() - 1].span);
    // The step's own place includes its dot.
    let start = first.start + u32::from(first.end > first.start);
    let name = Span { start, ..first };
    let base = Expression {
        kind: ExpressionKind::Variable(root.into()),
        span: name,
    };
    if steps.len() == 1 {
        return base;
    }
    let steps = steps[1..].to_vec();
    Expression {
        kind: ExpressionKind::Access(Box::new(Access { base, steps })),
        span: name.to(last),
    }
}

/// The module instance that `steps` behind `module` select, and how many of them do; `None` where there is no such
/// call. `Err` where they do not select one.
fn enter(
    plan: &Plan<'_>,
    stack: StackId,
    module: usize,
    steps: &[Step],
) -> Result<Option<(usize, usize)>, String> {
    let modules = &plan.stack(stack).modules;
    let Some(name) = steps.first().and_then(attribute) else {
        return Ok(None);
    };
    let here = &modules[module];
    let Some(made) = here.calls.get(name) else {
        let known = here.calls.keys().copied();
        let hint = crate::repo::words::nearest(name, known);
        let hint = hint.map_or(String::new(), |near| {
            format!(": did you mean module.{near}?")
        });
        return Err(format!(
            "there is no {}module.{name}{hint}",
            here.path.prefix()
        ));
    };
    let key_of = |at: usize| modules[at].path.0.last().and_then(|(_, key)| key.as_ref());
    let wanted = match steps.get(1).map(|step| &step.kind) {
        Some(StepKind::Index(key)) => {
            let (value, _) = plan.evaluate(stack, module, &Repetition::None, key);
            let index = value.as_number().and_then(crate::eval::Number::to_u64);
            let text = value.as_text().map(|text| Key::Text(text.shared()));
            Some(text.or(index.map(Key::Index)).unwrap_or(Key::Any))
        }
        Some(StepKind::LegacyIndex(index)) => Some(Key::Index(*index)),
        Some(StepKind::FullSplat | StepKind::AttributeSplat) => Some(Key::Any),
        _ => None,
    };
    let used = 1 + usize::from(wanted.is_some());
    let found = made.iter().find(|at| key_of(**at) == wanted.as_ref());
    if let Some(found) = found {
        return Ok(Some((*found, used)));
    }
    let whole = format!("{}module.{name}", here.path.prefix());
    let paths = made.iter().map(|at| modules[*at].path.to_string());
    let paths: Vec<String> = paths.collect();
    Err(not_one(&whole, wanted.as_ref(), &paths))
}

/// Why a key, or none, selects no instance of a call that has those of `paths`.
fn not_one(call: &str, key: Option<&Key>, paths: &[String]) -> String {
    let more = paths.len().saturating_sub(MAX_LISTED);
    let shown = paths[..paths.len() - more].join(", ");
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match key {
        _ if paths.is_empty() => format!("{call} has no instance that iaclint can look into"),
        None => format!("{call} has several instances; name one: {shown}{more}"),
        Some(key) => format!("there is no {call}{key}, only {shown}{more}"),
    }
}

/// Whether the step at `at` behind a call, and the next one, name a resource of the module that is called.
pub(super) fn is_resource_in(
    plan: &Plan<'_>,
    (stack, module): (StackId, usize),
    steps: &[Step],
    at: usize,
) -> bool {
    let modules = &plan.stack(stack).modules;
    let made = steps.first().and_then(attribute);
    let made = made.and_then(|name| modules[module].calls.get(name));
    let (Some(inner), Some(kind), Some(name)) = (
        made.and_then(|made| made.first()),
        attribute(&steps[at]),
        steps.get(at + 1).and_then(attribute),
    ) else {
        return false;
    };
    modules[*inner]
        .resources
        .contains_key(&*format!("{kind}.{name}"))
}

/// For an address that leads to no resource of the module it names: the one there that is written most like it.
pub(super) fn nearest_address(
    plan: &Plan<'_>,
    stack: StackId,
    module: usize,
    steps: &[Step],
) -> Option<String> {
    let modules = &plan.stack(stack).modules;
    let made = modules[module]
        .calls
        .get(steps.first().and_then(attribute)?)?;
    let inner = &modules[*made.first()?];
    let mut names = steps[1..].iter().filter_map(attribute);
    let kind = names.next()?;
    let wanted = format!("{kind}.{}", names.next()?);
    let known = inner.resources.keys().copied();
    let prefix = inner.path.prefix();
    if let Some(near) = crate::repo::words::nearest(&wanted, known.clone()) {
        return Some(format!("did you mean {prefix}{near}?"));
    }
    let same = known.filter(|address| address.split('.').next() == Some(kind));
    let same: Vec<String> = same.map(|address| format!("{prefix}{address}")).collect();
    (!same.is_empty()).then(|| format!("ask for {}", super::help::either(same)))
}

/// What `output.NAME…` asks for. Terraform has no such reference, but outputs are what other stacks see.
pub(super) fn output(
    plan: &Plan<'_>,
    stack: StackId,
    module: usize,
    typed: &Expression,
) -> Option<Output> {
    let ("output", steps) = as_reference(typed)? else {
        return None;
    };
    let instance = &plan.stack(stack).modules[module];
    let name = crate::hcl::step_name(steps, 0)?;
    let declared = plan.repo.module(instance.module);
    let value = &declared.outputs.get(name)?.body.attribute("value")?.value;
    let expression = if steps.len() == 1 {
        value.clone()
    } else {
        let access = Access {
            base: value.clone(),
            steps: steps[1..].to_vec(),
        };
        Expression {
            kind: ExpressionKind::Access(Box::new(access)),
            span: typed.span,
        }
    };
    Some(Output {
        given_out: value.span,
        expression,
        marks: instance.outputs.get(name)?.marks,
    })
}

fn attribute(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}
