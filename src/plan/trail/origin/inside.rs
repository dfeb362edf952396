//! From an expression to what gives its value, or an entry of it, inside of it.

use std::rc::Rc;

use crate::hcl::{
    Expression, ExpressionKind, For, ObjectItem, ObjectKey, TemplatePart, UnaryOperator,
};

use super::super::Way;
use super::super::follow::as_step;
use super::{At, Bound, Spot, Walk, under};

impl<'t> Walk<'t, '_> {
    /// What gives the wanted part of an expression inside of it.
    pub(super) fn inside(&mut self, at: &At<'t>) -> Option<At<'t>> {
        let path = &at.path;
        match &at.expression.kind {
            ExpressionKind::Parentheses(inner) => Some(at.with(inner, path.clone())),
            ExpressionKind::Unary(UnaryOperator::Not, operand) => Some(at.with(operand, vec![])),
            ExpressionKind::Template(template) => match &template.parts[..] {
                [TemplatePart::Interpolation(inner)] => Some(at.with(inner, path.clone())),
                _ => None,
            },
            ExpressionKind::Tuple(items) => {
                let item = match path.first()? {
                    Way::Index(position) => items.get(usize::try_from(*position).ok()?)?,
                    Way::Any if items.len() == 1 => items.first()?,
                    _ => return None,
                };
                Some(at.with(item, path[1..].to_vec()))
            }
            ExpressionKind::Object(items) => {
                let item = self.entry(items, path.first()?, &at.spot)?;
                Some(at.with(&item.value, path[1..].to_vec()))
            }
            ExpressionKind::Access(access) => {
                if let ExpressionKind::Variable(_) = access.base.kind {
                    return None;
                }
                let whole = self.steps_of(&access.steps, at)?;
                Some(at.with(&access.base, whole))
            }
            ExpressionKind::Call(call) if !call.expand_final => {
                let name = call.name.text.strip_prefix("core::");
                self.call((name.unwrap_or(&call.name.text), &call.arguments), at)
            }
            ExpressionKind::For(each) => for_each(each, at),
            _ => None,
        }
    }

    fn entry(
        &self,
        items: &'t [ObjectItem],
        step: &Way,
        spot: &Spot<'t>,
    ) -> Option<&'t ObjectItem> {
        match (step, items) {
            (Way::Any, [one]) => Some(one),
            (Way::Name(name), _) => items.iter().rev().find(|item| match &item.key {
                ObjectKey::Name(key) => *key.text == **name,
                ObjectKey::Expression(key) => self.value(key, spot).as_str() == Some(name),
            }),
            _ => None,
        }
    }

    /// The argument that a function gives on as it is, or an entry of it.
    fn call(&mut self, (name, arguments): (&str, &'t [Expression]), at: &At<'t>) -> Option<At<'t>> {
        let path = &at.path;
        match (name, arguments) {
            (
                "tolist" | "tomap" | "tostring" | "tonumber" | "tobool" | "sensitive"
                | "nonsensitive" | "ephemeralasnull",
                [one],
            ) => Some(at.with(one, path.clone())),
            ("toset" | "sort" | "reverse" | "distinct" | "compact", [one]) => {
                Some(at.with(one, moved(path)))
            }
            ("values", [one]) if !path.is_empty() => Some(at.with(one, moved(path))),
            ("keys" | "length", [one]) => Some(at.with(one, vec![Way::Keys])),
            ("one", [list]) => Some(at.with(list, under(Way::Any, path))),
            ("lookup", [map, key, default @ ..]) => {
                let step = as_step(&self.value(key, &at.spot));
                match (self.has(map, &step, &at.spot)?, default) {
                    (true, _) => Some(at.with(map, under(step, path))),
                    (false, [default]) => Some(at.with(default, path.clone())),
                    (false, _) => None,
                }
            }
            ("merge", _) => {
                let step = path.first()?;
                for argument in arguments.iter().rev() {
                    if self.has(argument, step, &at.spot)? {
                        return Some(at.with(argument, path.clone()));
                    }
                }
                None
            }
            // What names of `for` stand for is not known here, so that nothing can be said to fail or to be null.
            ("try", _) if at.spot.bound.is_empty() => {
                let works = |argument: &&Expression| !self.fails(argument, &at.spot);
                Some(at.with(arguments.iter().find(works)?, path.clone()))
            }
            ("coalesce", _) if at.spot.bound.is_empty() => {
                for argument in arguments {
                    let value = self.value(argument, &at.spot);
                    if !value.is_known() {
                        return None;
                    }
                    if !value.is_null() && value.as_str() != Some("") {
                        return Some(at.with(argument, path.clone()));
                    }
                }
                None
            }
            _ => None,
        }
    }

    /// Whether an expression's value has this entry; `None` where that is not known.
    fn has(&self, expression: &Expression, step: &Way, spot: &Spot<'t>) -> Option<bool> {
        let Way::Name(name) = step else {
            return None;
        };
        let value = self.value(expression, spot);
        if value.is_null() {
            return Some(false);
        }
        Some(value.entries()?.contains(name))
    }

    fn fails(&self, expression: &Expression, spot: &Spot<'t>) -> bool {
        let at = (self.stack, spot.module, spot.repetition);
        let (_, faults) = self.plan.evaluate_within(at, expression, &self.budget);
        !faults.is_empty()
    }
}

fn for_each<'t>(each: &'t For, at: &At<'t>) -> Option<At<'t>> {
    let (first, rest) = at.path.split_first()?;
    if *first == Way::Keys {
        let is_whole = each.condition.is_none() && !each.group;
        return is_whole.then(|| at.with(&each.collection, vec![Way::Keys]));
    }
    let is_name = |expression: &Expression, name: &str| matches!(&expression.kind, ExpressionKind::Variable(root) if **root == *name);
    let key_name = each.key_name.as_ref();
    let element = match (&each.key, key_name) {
        _ if each.group => return None,
        // In `{for k, v in c : k => v}` an entry is that of the collection under the same key.
        (Some(key), Some(name)) if is_name(key, &name.text) => first.clone(),
        (None, _) if each.condition.is_none() => first.clone(),
        _ => Way::Any,
    };
    let around = Rc::new(at.spot.clone());
    let mut inside = at.with(&each.value, rest.to_vec());
    let mut bind = |name: &'t str, element: Way| {
        inside.spot.bound.push(Bound {
            name,
            element,
            collection: &each.collection,
            around: around.clone(),
            is_iterator: false,
        });
    };
    if let Some(name) = key_name {
        bind(&name.text, Way::Keys);
    }
    bind(&each.value_name.text, element);
    Some(inside)
}

/// A path into what a function gave other positions.
fn moved(path: &[Way]) -> Vec<Way> {
    match path.split_first() {
        Some((Way::Keys, _)) => vec![Way::Keys],
        Some((_, rest)) => under(Way::Any, rest),
        None => Vec::new(),
    }
}
