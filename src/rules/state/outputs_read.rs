//! The outputs of other states that a module reads.

use std::collections::BTreeMap;

use crate::address::ResourceMode;
use crate::eval::{Map, Number, Value};
use crate::hcl::{
    Block, Expression, ExpressionKind, For, Step, StepKind, as_reference, step_name,
    walk_expression,
};
use crate::plan::Visit;
use crate::source::Span;

/// One reference such as `data.terraform_remote_state.vpc.outputs.vpc_id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutputRead {
    /// The data source's name.
    pub(super) state: String,
    /// The output's name.
    pub(super) output: String,
    /// The step that names the output.
    pub(super) span: Span,
}

/// What a local value stands for.
#[derive(Clone, Copy)]
enum Alias<'a> {
    /// The data source of this name.
    State(&'a str),
    /// Its outputs.
    Outputs(&'a str),
}

/// Every output that the module instance `visit` certainly reads. What stands in `try` or `can`, in a branch that need not
/// be taken, or in a block that need not exist, is left out: there the output may be missing without harm.
pub(super) fn outputs_read(visit: Visit<'_>) -> Vec<OutputRead> {
    let module = visit.module;
    if !exists(visit) {
        return Vec::new();
    }
    let states: BTreeMap<&str, &Block> = module
        .resources
        .values()
        .filter(|it| it.mode == ResourceMode::Data && it.kind == "terraform_remote_state")
        .map(|it| (it.name, &*it.block))
        .collect();
    let mut aliases: BTreeMap<&str, Alias<'_>> = BTreeMap::new();
    for (name, local) in &module.locals {
        match state_steps(&local.value) {
            Some((state, [])) => drop(aliases.insert(name, Alias::State(state))),
            Some((state, [only])) if is_outputs(only) => {
                aliases.insert(name, Alias::Outputs(state));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    let mut look = |expression: &Expression| {
        let mut read = |expression: &Expression| {
            let Some((state, step, output)) = read_of(expression, &aliases) else {
                return;
            };
            let has_default = states
                .get(state)
                .is_none_or(|block| !is_certain(visit, block, output));
            if !has_default {
                found.push(OutputRead {
                    state: state.to_owned(),
                    output: output.to_owned(),
                    span: step.span,
                });
            }
        };
        certain_parts(expression, visit, &mut read);
    };
    let blocks = module
        .outputs
        .values()
        .chain(module.resources.values().map(|it| &it.block));
    let blocks = blocks
        .chain(module.calls.values().map(|it| &it.block))
        .chain(module.providers.iter().map(|it| &it.block));
    for block in blocks.filter(|block| may_not_be_empty(visit, block)) {
        each_value(&block.body, &mut look);
    }
    for local in module.locals.values() {
        look(&local.value);
    }
    found
}

fn each_value(body: &crate::hcl::Body, look: &mut dyn FnMut(&Expression)) {
    for attribute in &body.attributes {
        look(&attribute.value);
    }
    for block in &body.blocks {
        // A dynamic block may have no instance.
        if &*block.kind.text != "dynamic" {
            each_value(&block.body, look);
        }
    }
}

/// Calls `visit` with every expression that is evaluated whatever the values are.
fn certain_parts(root: &Expression, at: Visit<'_>, visit: &mut dyn FnMut(&Expression)) {
    let mut skipped: Vec<Span> = Vec::new();
    let mut loops: Vec<(Span, &For)> = Vec::new();
    walk_expression(root, &mut |expression| {
        if skipped.iter().any(|span| span.contains(expression.span)) {
            return;
        }
        loops.retain(|(span, _)| span.contains(expression.span));
        match &expression.kind {
            ExpressionKind::Call(call)
                if matches!(&*call.name.text, "try" | "can" | "core::try" | "core::can") =>
            {
                skipped.push(expression.span);
            }
            ExpressionKind::Conditional(conditional) => {
                let rounds = in_each_round(&loops, &conditional.condition, at);
                let is_taken = |way| rounds.iter().any(|it| it.as_switch() == Some(way));
                skipped.extend((!is_taken(true)).then_some(conditional.yes.span));
                skipped.extend((!is_taken(false)).then_some(conditional.no.span));
            }
            // The body of a `for` is evaluated once per element, of which there may be none. A condition is asked of
            // each, and may leave all of them out.
            ExpressionKind::For(each) => {
                let rounds = in_each_round(&loops, &each.collection, at);
                let has_rounds = rounds.iter().any(has_elements);
                let is_sure = has_rounds && each.condition.is_none();
                if !has_rounds {
                    skipped.extend(each.condition.iter().map(|it| it.span));
                }
                if !is_sure {
                    skipped.extend(each.key.iter().chain([&each.value]).map(|it| it.span));
                }
                loops.push((expression.span, each));
            }
            _ => visit(expression),
        }
    });
}

/// What an expression comes to in each round of the `for` expressions around it, the outermost first.
fn in_each_round(loops: &[(Span, &For)], expression: &Expression, at: Visit<'_>) -> Vec<Value> {
    let rounds = |inner: Expression, (span, each): &(Span, &For)| Expression {
        kind: ExpressionKind::For(Box::new(For {
            key: None,
            value: inner,
            group: false,
            ..(*each).clone()
        })),
        span: *span,
    };
    let whole = loops.iter().rev().fold(expression.clone(), rounds);
    loops.iter().fold(vec![at.evaluate(&whole)], |values, _| {
        let rounds = values.iter().filter_map(Value::elements);
        rounds.flat_map(|rounds| rounds.iter().cloned()).collect()
    })
}

/// Whether a collection certainly has an element.
fn has_elements(collection: &Value) -> bool {
    match (collection.entries(), collection.elements()) {
        (Some(entries), _) => !entries.is_empty(),
        (_, Some(items)) => !items.is_empty(),
        _ => false,
    }
}

/// The state, the step and the name of the output that an expression reads.
fn read_of<'e>(
    expression: &'e Expression,
    aliases: &BTreeMap<&str, Alias<'e>>,
) -> Option<(&'e str, &'e Step, &'e str)> {
    let (state, rest) = match state_steps(expression) {
        Some((state, [first, rest @ ..])) if is_outputs(first) => (state, rest),
        Some(_) => return None,
        None => {
            let ("local", steps) = as_reference(expression)? else {
                return None;
            };
            match (aliases.get(step_name(steps, 0)?)?, &steps[1..]) {
                (Alias::Outputs(state), rest) => (*state, rest),
                (Alias::State(state), [first, rest @ ..]) if is_outputs(first) => (*state, rest),
                _ => return None,
            }
        }
    };
    Some((state, rest.first()?, step_name(rest, 0)?))
}

/// The name of the `terraform_remote_state` that an expression refers to, and the steps after it and its index.
fn state_steps(expression: &Expression) -> Option<(&str, &[Step])> {
    let ("data", steps) = as_reference(expression)? else {
        return None;
    };
    if step_name(steps, 0) != Some("terraform_remote_state") {
        return None;
    }
    let name = step_name(steps, 1)?;
    let rest = &steps[2..];
    match rest.first().map(|step| &step.kind) {
        Some(StepKind::Index(_) | StepKind::LegacyIndex(_)) if !is_outputs(&rest[0]) => {
            Some((name, &rest[1..]))
        }
        _ => Some((name, rest)),
    }
}

fn is_outputs(step: &Step) -> bool {
    step_name(std::slice::from_ref(step), 0) == Some("outputs")
}

/// Whether the data source certainly exists and gives no default for `output`.
fn is_certain(visit: Visit<'_>, block: &Block, output: &str) -> bool {
    let has_default = match block.body.attribute("defaults") {
        None => false,
        Some(defaults) => {
            let defaults = visit.evaluate(&defaults.value);
            let is_there = |entries: &Map| entries.contains(output);
            !defaults.is_null() && defaults.entries().is_none_or(is_there)
        }
    };
    !has_default && may_not_be_empty(visit, block)
}

/// Whether every call that leads to the module makes an instance of it.
fn exists(visit: Visit<'_>) -> bool {
    visit
        .caller()
        .is_none_or(|(outer, call)| may_not_be_empty(outer, &call.block) && exists(outer))
}

/// Whether a block certainly has an instance, as far as its `count` and `for_each` tell. A collection that is computed
/// is taken to have elements unless a condition chooses it.
fn may_not_be_empty(visit: Visit<'_>, block: &Block) -> bool {
    if let Some(count) = block.body.attribute("count") {
        let count = visit.evaluate(&count.value);
        let count = count.as_number().and_then(Number::to_i64);
        return count.is_some_and(|count| count > 0);
    }
    let Some(each) = block.body.attribute("for_each") else {
        return true;
    };
    let mut is_conditional = false;
    walk_expression(&each.value, &mut |inner| {
        is_conditional |= matches!(
            inner.kind,
            ExpressionKind::Conditional(_) | ExpressionKind::For(_)
        );
    });
    let value = visit.evaluate(&each.value);
    match (value.entries(), value.elements()) {
        (Some(entries), _) => !entries.is_empty(),
        (_, Some(items)) => !items.is_empty(),
        _ => !is_conditional,
    }
}
