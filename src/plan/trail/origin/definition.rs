//! From a name to the expression that defines it.

use crate::eval::Value;
use crate::hcl::{Expression, ExpressionKind, Step, StepKind, as_reference};
use crate::plan::Repetition;

use super::super::Way;
use super::super::follow::{as_step, narrow};
use super::super::reference::{is_key, is_repeated, split_key};
use super::{At, Spot, Walk, is_plain, outside, under};

impl<'t> Walk<'t, '_> {
    /// Where the name that an expression consists of is defined.
    pub(super) fn definition(&mut self, at: &At<'t>) -> Option<At<'t>> {
        let (root, path) = match &at.expression.kind {
            ExpressionKind::Variable(root) => (root, at.path.clone()),
            ExpressionKind::Access(access) => match &access.base.kind {
                ExpressionKind::Variable(root) => (root, self.steps_of(&access.steps, at)?),
                _ => return None,
            },
            _ => return None,
        };
        if let Some(bound) = at.spot.bound.iter().rev().find(|it| it.name == &**root) {
            let (element, path) = match &path[..] {
                [Way::Name(name), rest @ ..] if bound.is_iterator && &**name == "value" => {
                    (bound.element.clone(), rest)
                }
                _ if bound.is_iterator => (Way::Keys, &path[..0]),
                _ if bound.element == Way::Keys => (Way::Keys, &path[..0]),
                path => (bound.element.clone(), path),
            };
            return Some(At {
                expression: bound.collection,
                path: under(element, path),
                spot: Spot::clone(&bound.around),
            });
        }
        let Some((Way::Name(name), rest)) = path.split_first() else {
            return None;
        };
        let spot = &at.spot;
        let (expression, spot, path) = match &**root {
            "var" => self.variable(name, rest, spot)?,
            "local" => {
                let local = self.module(spot.module).locals.get(&**name)?;
                (&local.value, outside(spot.module), rest.to_vec())
            }
            "each" => each(name, rest, spot)?,
            "module" => self.output(at, (name, rest))?,
            _ => return None,
        };
        let (expression, path) = {
            let (inner, rest) = narrow(expression, &path);
            (inner, rest.to_vec())
        };
        Some(At {
            expression,
            path,
            spot,
        })
    }

    fn variable(
        &self,
        name: &str,
        path: &[Way],
        spot: &Spot<'t>,
    ) -> Option<(&'t Expression, Spot<'t>, Vec<Way>)> {
        let instance = self.instance(spot.module);
        let given = match instance.caller {
            None => {
                let stack = self.plan.repo.stack(self.stack);
                let given = stack.variables.get(name);
                given.map(|given| (&given.value, outside(spot.module)))
            }
            Some(caller) => {
                let (call, _) = instance.path.0.last()?;
                let call = self.module(caller).calls.get(&**call)?;
                let argument = call.block.body.attribute(name);
                argument.map(|argument| {
                    let spot = Spot {
                        repetition: &instance.repetition,
                        block: Some(&call.block),
                        ..outside(caller)
                    };
                    (&argument.value, spot)
                })
            }
        };
        let default = || {
            let block = self.module(spot.module).variables.get(name)?;
            let default = block.body.attribute("default")?;
            Some((&default.value, outside(spot.module)))
        };
        let (expression, spot) = given.or_else(default)?;
        Some((expression, spot, path.to_vec()))
    }

    /// An output whose value is known, and so was written. Others are of what a module makes, and who uses the wrong
    /// one is at fault.
    fn output(
        &self,
        at: &At<'t>,
        (name, path): (&str, &[Way]),
    ) -> Option<(&'t Expression, Spot<'t>, Vec<Way>)> {
        let value = self.value(at.expression, &at.spot);
        if !is_plain(at_path(&value, &at.path)?) {
            return None;
        }
        let instance = self.instance(at.spot.module);
        let call = self.module(at.spot.module).calls.get(name)?;
        let made = instance.calls.get(name)?;
        let is_repeated = is_repeated(&call.block);
        let (key, path) = split_key(is_repeated, path);
        let modules = &self.plan.stack(self.stack).modules;
        let has_key = |made: &&usize| {
            let last = modules[**made].path.0.last();
            !is_repeated || is_key(last.and_then(|(_, key)| key.as_ref()), key)
        };
        let chosen = *made.iter().find(has_key)?;
        let Some((Way::Name(output), rest)) = path.split_first() else {
            return None;
        };
        let output = self.module(chosen).outputs.get(&**output)?;
        let value = output.body.attribute("value")?;
        Some((&value.value, outside(chosen), rest.to_vec()))
    }

    /// Steps behind a base, and the path behind those. `None` where one picks an element of a list by its position:
    /// that is a choice of its own, and not what the list is for.
    pub(super) fn steps_of(&self, steps: &'t [Step], at: &At<'t>) -> Option<Vec<Way>> {
        let mut path = Vec::with_capacity(steps.len() + at.path.len());
        for (position, step) in steps.iter().enumerate() {
            path.push(match &step.kind {
                StepKind::Attribute(name) => Way::Name((&**name).into()),
                StepKind::AttributeSplat | StepKind::FullSplat => Way::Any,
                StepKind::LegacyIndex(index) => Way::Index(*index),
                StepKind::Index(key) => {
                    let is_number = matches!(key.kind, ExpressionKind::Number(_));
                    // Behind its name stands which instance of a module is meant.
                    if is_number && !(position == 1 && is_module(at.expression)) {
                        return None;
                    }
                    as_step(&self.value(key, &at.spot))
                }
            });
        }
        path.extend(at.path.iter().cloned());
        Some(path)
    }
}

/// `each.key` and `each.value`: what `for_each` goes through.
fn each<'t>(
    name: &str,
    path: &[Way],
    spot: &Spot<'t>,
) -> Option<(&'t Expression, Spot<'t>, Vec<Way>)> {
    let for_each = spot.block?.body.attribute("for_each")?;
    let key = match spot.repetition {
        Repetition::Each(key, _) => as_step(key),
        _ => Way::Any,
    };
    let path = if name == "value" {
        under(key, path)
    } else {
        vec![Way::Keys]
    };
    Some((&for_each.value, outside(spot.module), path))
}

fn is_module(expression: &Expression) -> bool {
    as_reference(expression).is_some_and(|(root, _)| root == "module")
}

/// The value at a path, where it is known.
fn at_path<'v>(value: &'v Value, path: &[Way]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Way::Name(name) => value.get(name),
        Way::Index(at) => value.elements()?.get(usize::try_from(*at).ok()?),
        Way::Any | Way::Keys => None,
    })
}
