//! Through functions: which arguments an entry of the result comes from.

use crate::hcl::{Call, Expression};

use super::follow::as_step;
use super::{Place, Walk, Way};

impl<'t> Walk<'t, '_> {
    /// Follows the arguments that the value at `path` of a call's result comes from; all of them where the function
    /// makes something new of them.
    pub(super) fn call(&mut self, call: &'t Call, path: &[Way], place: &Place<'t>) {
        let arguments = &call.arguments;
        let name = call.name.text.strip_prefix("core::");
        match (name.unwrap_or(&call.name.text), &**arguments) {
            ("tolist" | "tomap" | "sensitive" | "nonsensitive" | "ephemeralasnull", [one]) => {
                self.follow(one, path, place);
            }
            ("values", [one]) if path.is_empty() => self.follow(one, &[Way::Any], place),
            ("keys", [one]) => self.follow(one, &[Way::Keys], place),
            // The keys of a set are its elements.
            ("toset", [one]) if path == [Way::Keys] => self.follow(one, &[Way::Any], place),
            // These move elements, so that their positions say nothing.
            (
                "toset" | "sort" | "reverse" | "distinct" | "compact" | "values" | "concat"
                | "setunion" | "setsubtract" | "setintersection" | "slice",
                _,
            ) if !path.is_empty() => {
                let mut moved = path.to_vec();
                if moved[0] != Way::Keys {
                    moved[0] = Way::Any;
                }
                self.all(arguments, &moved, place);
            }
            ("one", [list]) => self.follow(list, &under(Way::Any, path), place),
            ("element", [list, index]) => {
                self.follow(index, &[], place);
                let step = as_step(&self.value(index, place));
                self.follow(list, &under(step, path), place);
            }
            ("lookup", [map, key, rest @ ..]) => self.lookup((map, key, rest), path, place),
            ("merge", _) if !call.expand_final => self.merge(arguments, path, place),
            ("try", _) => {
                let works = |argument: &&Expression| !self.fails(argument, place);
                match arguments.iter().find(works) {
                    Some(first) => self.follow(first, path, place),
                    None => self.all(arguments, path, place),
                }
            }
            ("coalesce", _) if !call.expand_final => self.coalesce(arguments, path, place),
            ("length", [one]) => self.follow(one, &[Way::Keys], place),
            _ => self.all(arguments, &[], place),
        }
    }

    fn fails(&self, expression: &Expression, place: &Place<'_>) -> bool {
        let at = (place.stack, place.module, place.repetition);
        // Names of `for` are not known here: an expression that has some counts as one that works.
        let (_, faults) = self.plan.evaluate_within(at, expression, &self.budget);
        place.bound.is_empty() && !faults.is_empty()
    }

    fn lookup(
        &mut self,
        (map, key, default): (&'t Expression, &'t Expression, &'t [Expression]),
        path: &[Way],
        place: &Place<'t>,
    ) {
        self.follow(key, &[], place);
        let step = as_step(&self.value(key, place));
        let entries = self.value(map, place);
        let is_there = match &step {
            Way::Name(name) => entries.entries().map(|entries| entries.contains(name)),
            _ => None,
        };
        if is_there != Some(false) {
            self.follow(map, &under(step, path), place);
        }
        if is_there != Some(true) {
            self.all(default, path, place);
        }
    }

    /// An entry comes from the last argument that has it.
    fn merge(&mut self, arguments: &'t [Expression], path: &[Way], place: &Place<'t>) {
        let Some(Way::Name(name)) = path.first() else {
            return self.all(arguments, path, place);
        };
        for argument in arguments.iter().rev() {
            let value = self.value(argument, place);
            let has = value.entries().map(|entries| entries.contains(name));
            if has != Some(false) && !value.is_null() {
                self.follow(argument, path, place);
            }
            if has == Some(true) {
                return;
            }
        }
    }

    /// The first argument that is neither null nor empty.
    fn coalesce(&mut self, arguments: &'t [Expression], path: &[Way], place: &Place<'t>) {
        for argument in arguments {
            let value = self.value(argument, place);
            if value.is_null() || value.as_str() == Some("") {
                continue;
            }
            self.follow(argument, path, place);
            let is_certain = value.is_known()
                || value
                    .as_unknown()
                    .is_some_and(|unknown| unknown.is_never_null());
            if is_certain {
                return;
            }
        }
    }
}

fn under(step: Way, path: &[Way]) -> Vec<Way> {
    std::iter::once(step).chain(path.iter().cloned()).collect()
}
