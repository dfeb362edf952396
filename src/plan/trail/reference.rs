//! From a reference to the expression that defines what it names.

use std::rc::Rc;
use std::sync::Arc;

use crate::address::Key;
use crate::hcl::Expression;
use crate::plan::Repetition;

use super::follow::narrow;
use super::{Place, Walk, Way, path_text};

impl<'t> Walk<'t, '_> {
    /// Follows a reference: `path` is all that stands behind its first name.
    pub(super) fn reference(&mut self, root: &'t str, path: &[Way], place: &Place<'t>) {
        if place.bound.iter().any(|bound| bound.name == root) {
            self.bound(root, path, place);
            return;
        }
        let Some(Way::Name(name)) = path.first() else {
            return;
        };
        let rest = &path[1..];
        match root {
            "var" => self.variable(name, rest, place),
            "local" => self.local(name, rest, place),
            "module" => self.module_call(name, rest, place),
            "each" => self.each(name, rest, place),
            "output" => self.own_output(name, rest, place),
            "count" => self.count(place),
            "path" | "terraform" | "tofu" | "self" => {}
            "data" | "ephemeral" | "resource" => {
                let prefix = if root == "resource" { "" } else { root };
                if let [Way::Name(kind), Way::Name(name), rest @ ..] = path {
                    let dot = if prefix.is_empty() { "" } else { "." };
                    self.resource(&format!("{prefix}{dot}{kind}.{name}"), rest, place);
                }
            }
            _ => self.resource(&format!("{root}.{name}"), rest, place),
        }
    }

    /// A name that `for` or `dynamic` gives.
    fn bound(&mut self, root: &str, path: &[Way], place: &Place<'t>) {
        let Some(bound) = place.bound.iter().rev().find(|bound| bound.name == root) else {
            return;
        };
        let Some((collection, around)) = &bound.collection else {
            return;
        };
        bound.is_used.set(true);
        let (element, path) = match path {
            [Way::Name(name), rest @ ..] if bound.is_iterator && &**name == "value" => {
                (bound.element.clone(), rest)
            }
            _ if bound.is_iterator => (Way::Keys, path),
            _ => (bound.element.clone(), path),
        };
        let mut whole = vec![element];
        if whole != [Way::Keys] {
            whole.extend_from_slice(path);
        }
        let around = Place {
            parent: place.parent,
            depth: place.depth,
            ..Place::clone(&Rc::clone(around))
        };
        let collection: &'t Expression = collection;
        self.follow(collection, &whole, &around);
    }

    /// Lists the expression that defines something, or the entry of it that `path` leads to, and follows it where
    /// it stands.
    pub(super) fn define(
        &mut self,
        from: &Place<'t>,
        inside: Place<'t>,
        (expression, path): (&'t Expression, &[Way]),
        (before, after): (String, &str),
    ) {
        let (found, rest) = narrow(expression, path);
        let text = format!(
            "{before}{}{after}",
            path_text(&path[..path.len() - rest.len()])
        );
        if let Some(inside) = self.step(from, inside, (found.span, text), rest) {
            self.follow(found, rest, &inside);
        }
    }

    fn local(&mut self, name: &str, path: &[Way], place: &Place<'t>) {
        let Some(local) = self.module(place).locals.get(name) else {
            return;
        };
        let text = format!("{}local.{name}", self.prefix(place));
        let inside = place.outside(place.module);
        let of = self.of_stack(place);
        self.define(place, inside, (&local.value, path), (text, &of));
    }

    fn variable(&mut self, name: &str, path: &[Way], place: &Place<'t>) {
        let instance = self.instance(place);
        let Some(block) = self.module(place).variables.get(name) else {
            return;
        };
        let of = self.of_stack(place);
        let text = format!("{}var.{name}", self.prefix(place));
        let given = match instance.caller {
            None => {
                let stack = self.plan.repo.stack(place.stack);
                let given = stack.variables.get(name);
                given.map(|given| {
                    let text = format!("{text}{of}");
                    (&given.value, place.outside(place.module), text)
                })
            }
            Some(caller) => {
                let outer = place.outside(caller);
                let call = instance.path.0.last();
                let call = call.and_then(|(call, _)| self.module(&outer).calls.get(&**call));
                call.and_then(|call| {
                    let argument = call.block.body.attribute(name)?;
                    let address: Arc<str> = instance.path.to_string().into();
                    let text = format!("{address}{of}, argument {name}");
                    let inside = Place {
                        repetition: &instance.repetition,
                        block: Some((address, &call.block)),
                        ..outer
                    };
                    Some((&argument.value, inside, text))
                })
            }
        };
        if let Some((expression, inside, text)) = given {
            self.define(place, inside, (expression, path), (text, ""));
            return;
        }
        let inside = place.outside(place.module);
        if let Some(default) = block.body.attribute("default") {
            let after = format!("{of}, default");
            self.define(place, inside, (&default.value, path), (text, &after));
        } else {
            let text = format!("{text}{of}, given no value");
            self.step(place, inside, (block.header(), text), path);
        }
    }

    /// An output of a module instance, or a call as a whole.
    fn module_call(&mut self, name: &str, path: &[Way], place: &Place<'t>) {
        let instance = self.instance(place);
        let Some(call) = self.module(place).calls.get(name) else {
            return;
        };
        let of = self.of_stack(place);
        let made = instance.calls.get(name).map_or(&[][..], Vec::as_slice);
        if made.is_empty() {
            let is_missing = self.plan.repo.evaluated_module_id(call).is_none();
            let why = if is_missing {
                "whose source is not in the repository"
            } else {
                "which makes no instance"
            };
            let text = format!("{}module.{name}{of}, {why}", self.prefix(place));
            let inside = place.outside(place.module);
            self.step(place, inside, (call.source_span, text), path);
            return;
        }
        if path.first() == Some(&Way::Keys) {
            let whole = format!("{}module.{name}{of}", self.prefix(place));
            self.keys_of(&call.block, whole, place);
            return;
        }
        let is_repeated = is_repeated(&call.block);
        let (key, path) = split_key(is_repeated, path);
        let modules = &self.plan.stack(place.stack).modules;
        let has_key = |at: &&usize| {
            let found = modules[**at]
                .path
                .0
                .last()
                .and_then(|(_, key)| key.as_ref());
            is_key(found, key)
        };
        let chosen = *made.iter().find(has_key).unwrap_or(&made[0]);
        let inside = place.outside(chosen);
        let address = if is_repeated && key.is_none_or(|key| *key == Way::Any) {
            format!("{}module.{name}{}", self.prefix(place), any(key))
        } else {
            modules[chosen].path.to_string()
        };
        let output = match path.first() {
            Some(Way::Name(output)) => self.module(&inside).outputs.get_key_value(&**output),
            _ => None,
        };
        let Some((output, block)) = output else {
            let inside = place.outside(place.module);
            self.step(
                place,
                inside,
                (call.block.header(), format!("{address}{of}")),
                path,
            );
            return;
        };
        let text = format!("{address}{of}, output {output}");
        self.output(place, inside, block, (&path[1..], text));
    }

    /// An output's expression, or its block where there is none.
    pub(super) fn output(
        &mut self,
        from: &Place<'t>,
        inside: Place<'t>,
        block: &'t crate::hcl::Block,
        (path, text): (&[Way], String),
    ) {
        match block.body.attribute("value") {
            Some(value) => self.define(from, inside, (&value.value, path), (text, "")),
            None => {
                self.step(from, inside, (block.header(), text), path);
            }
        }
    }

    /// An output of the module itself: no expression of it can name one, but a question can.
    fn own_output(&mut self, name: &str, path: &[Way], place: &Place<'t>) {
        if let Some((name, block)) = self.module(place).outputs.get_key_value(name) {
            let text = format!("{}output {name}", self.prefix(place));
            let inside = place.outside(place.module);
            self.output(place, inside, block, (path, text));
        }
    }

    /// `each.key` and `each.value`: what `for_each` goes through.
    fn each(&mut self, name: &str, path: &[Way], place: &Place<'t>) {
        let Some((address, block)) = &place.block else {
            return;
        };
        let Some(for_each) = block.body.attribute("for_each") else {
            return;
        };
        let key = match place.repetition {
            Repetition::Each(key, _) => super::follow::as_step(key),
            _ => Way::Any,
        };
        let whole: Vec<Way> = if name == "value" {
            std::iter::once(key).chain(path.iter().cloned()).collect()
        } else {
            vec![Way::Keys]
        };
        let text = format!("{address}{}, for_each", self.of_stack(place));
        let inside = place.outside(place.module);
        self.define(place, inside, (&for_each.value, &whole), (text, ""));
    }

    /// Which instances a block has: what its `for_each` or `count` says.
    pub(super) fn keys_of(
        &mut self,
        block: &'t crate::hcl::Block,
        address: String,
        place: &Place<'t>,
    ) {
        let inside = place.outside(place.module);
        let body = &block.body;
        let found = ["for_each", "count"]
            .into_iter()
            .find_map(|name| Some((name, body.attribute(name)?)));
        match found {
            Some((name, argument)) => {
                let text = format!("{address}, {name}");
                let path = [Way::Keys];
                self.define(place, inside, (&argument.value, &path), (text, ""));
            }
            None => {
                self.step(place, inside, (block.header(), address), &[]);
            }
        }
    }

    /// `count.index`: the number of instances does not lead to it.
    fn count(&mut self, place: &Place<'t>) {
        let Some((address, block)) = &place.block else {
            return;
        };
        if let Some(count) = block.body.attribute("count") {
            let text = format!("{address}{}, count", self.of_stack(place));
            let inside = place.outside(place.module);
            self.step(place, inside, (count.value.span, text), &[]);
        }
    }
}

/// Whether a block has `count` or `for_each`.
pub(super) fn is_repeated(block: &crate::hcl::Block) -> bool {
    ["count", "for_each"]
        .iter()
        .any(|name| block.body.attribute(name).is_some())
}

/// The step that selects an instance, and the path from there. A splat over a block without instances goes through
/// the one that it is.
pub(super) fn split_key(is_repeated: bool, path: &[Way]) -> (Option<&Way>, &[Way]) {
    match path.split_first() {
        Some((key, rest)) if is_repeated => (Some(key), rest),
        Some((Way::Any, rest)) => (None, rest),
        _ => (None, path),
    }
}

/// What stands for a key that selects any instance.
pub(super) fn any(key: Option<&Way>) -> &'static str {
    if key == Some(&Way::Any) { "[*]" } else { "" }
}

/// Whether an instance's key is the one that a step selects.
pub(super) fn is_key(key: Option<&Key>, step: Option<&Way>) -> bool {
    match (key, step) {
        (Some(Key::Index(at)), Some(Way::Index(wanted))) => at == wanted,
        (Some(Key::Text(name)), Some(Way::Name(wanted))) => name == wanted,
        _ => false,
    }
}
