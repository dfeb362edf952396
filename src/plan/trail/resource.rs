//! From an attribute of a resource to the argument that gives it, and through a remote state to the stack that
//! writes it.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::address::ResourceMode;
use crate::eval::{Cause, Owner, Shape, Value};
use crate::hcl::{Block, Body};
use crate::plan::resource::META_ARGUMENTS;
use crate::plan::{ResourceInstance, Resources};
use crate::repo::{RESOURCE_META_BLOCKS, Resource};

use super::reference::{any, is_key, is_repeated, split_key};
use super::{Assumption, Bound, Place, Walk, Way, path_text};

/// A value itself, or what is certainly in a list of which others are not known.
fn certain(value: &Value) -> &[Value] {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Open { known, .. }) => known,
        _ => std::slice::from_ref(value),
    }
}

/// An instance whose attribute is wanted.
struct Subject<'t> {
    block: &'t Block,
    instance: &'t ResourceInstance,
    address: Arc<str>,
    /// Of which stack, in words, where it is another one.
    of: String,
}

impl<'t> Walk<'t, '_> {
    /// The resource of the block at `address`, at `path`.
    pub(super) fn resource(&mut self, address: &str, path: &[Way], place: &Place<'t>) {
        let Some(resources) = self.instance(place).resources.get(address) else {
            return;
        };
        let block: &'t Block = &resources.declaration.block;
        let of = self.of_stack(place);
        if path.first() == Some(&Way::Keys) && is_repeated(block) {
            let whole = format!("{}{address}{of}", self.prefix(place));
            self.keys_of(block, whole, place);
            return;
        }
        let (key, path) = split_key(is_repeated(block), path);
        let outside = place.outside(place.module);
        let whole = format!("{}{address}", self.prefix(place));
        let Some(instance) = chosen(resources, key) else {
            let text = format!("{whole}{of}, which has no instance");
            self.step(place, outside, (block.header(), text), path);
            return;
        };
        let is_any = is_repeated(block) && key.is_none_or(|key| *key == Way::Any);
        let address = if is_any {
            whole + any(key)
        } else {
            instance.owner.address.to_string()
        };
        let subject = Subject {
            block,
            instance,
            address: address.into(),
            of,
        };
        let inside = Place {
            repetition: &instance.repetition,
            block: Some((subject.address.clone(), block)),
            ..outside
        };
        self.taken_for_found(&subject, resources.declaration);
        if resources.declaration.kind == "terraform_remote_state" {
            self.remote_state(&subject, path, place, inside);
            return;
        }
        match path {
            [Way::Name(name), rest @ ..] => {
                // What `terraform_data` gives back is what it was given.
                let is_same = resources.declaration.kind == "terraform_data" && &**name == "output";
                let name = if is_same { "input" } else { name };
                let shown = format!("{}{}, argument {name}", subject.address, subject.of);
                if self.argument(&block.body, (name, rest), shown, place, &inside) {
                    self.ignored(&subject, resources.declaration, path, place, inside);
                } else {
                    self.attribute(&subject, resources.declaration.mode, path, place, inside);
                }
            }
            _ => {
                let text = format!("{}{}", subject.address, subject.of);
                // What of a whole resource an expression uses is not known; whoever asks for it wants all of it.
                let is_asked = place.depth == 0;
                let inside = self.step(place, inside, (block.header(), text), path);
                if let Some(inside) = inside.filter(|_| is_asked) {
                    self.arguments(&subject, &inside);
                }
            }
        }
    }

    /// That a data source finds a resource of the repository, where it was taken to: then attributes that its block
    /// does not give are that resource's.
    fn taken_for_found(&mut self, subject: &Subject<'t>, declaration: &Resource<'_>) {
        if declaration.mode != ResourceMode::Data {
            return;
        }
        let body = &subject.block.body;
        let entries = subject.instance.value.entries();
        let entries = entries.into_iter().flat_map(|entries| entries.iter());
        let read = entries.filter(|(name, _)| body.attribute(name).is_none());
        let owners: BTreeSet<Arc<Owner>> = read
            .flat_map(|(_, value)| certain(value))
            .filter_map(|value| Some(value.as_unknown()?.symbol()?.owner.clone()))
            .filter(|owner| owner.address.mode == ResourceMode::Managed)
            .collect();
        if owners.is_empty() {
            return;
        }
        let stack = self.plan.repo.stack(self.start).path.as_str();
        let name = |owner: &Arc<Owner>| {
            if &*owner.stack == stack {
                owner.address.to_string()
            } else {
                format!("{} of {}", owner.address, owner.stack)
            }
        };
        let names: Vec<String> = owners.iter().map(name).collect();
        let text = format!(
            "{}{} is taken to find {}: nothing else of this repository fits",
            subject.address,
            subject.of,
            names.join(" and ")
        );
        let span = subject.block.header();
        self.assumptions.insert(Assumption { span, text });
    }

    /// All that the block says, apart from what it says to Terraform.
    fn arguments(&mut self, subject: &Subject<'t>, inside: &Place<'t>) {
        let text = |name: &str| format!("{}{}, argument {name}", subject.address, subject.of);
        for argument in &subject.block.body.attributes {
            let name = &*argument.name.text;
            if !META_ARGUMENTS.contains(&name) {
                let value = (&argument.value, &[][..]);
                self.define(inside, inside.clone(), value, (text(name), ""));
            }
        }
        let mut kinds = BTreeSet::new();
        for block in &subject.block.body.blocks {
            let is_dynamic = &*block.kind.text == "dynamic";
            let label = if is_dynamic { block.label(0) } else { None };
            let kind = label.unwrap_or(&block.kind.text);
            if !RESOURCE_META_BLOCKS.contains(&kind) && kinds.insert(kind) {
                self.argument(&subject.block.body, (kind, &[]), text(kind), inside, inside);
            }
        }
    }

    /// That an existing resource may have something else than what is written.
    fn ignored(
        &mut self,
        subject: &Subject<'t>,
        declaration: &Resource<'_>,
        path: &[Way],
        from: &Place<'t>,
        inside: Place<'t>,
    ) {
        let names = path.iter().filter_map(|way| match way {
            Way::Name(name) => Some(&**name),
            _ => None,
        });
        if let Some(entry) = declaration.ignores(&names.collect::<Vec<_>>()) {
            let text = format!(
                "{}{}, ignore_changes: an existing one may have another value",
                subject.address, subject.of
            );
            self.step(from, inside, (entry, text), path);
        }
    }

    /// What a body gives under a name: an argument, or blocks. `false` where it gives nothing.
    fn argument(
        &mut self,
        body: &'t Body,
        (name, path): (&str, &[Way]),
        text: String,
        from: &Place<'t>,
        inside: &Place<'t>,
    ) -> bool {
        if let Some(argument) = body.attribute(name) {
            self.define(from, inside.clone(), (&argument.value, path), (text, ""));
            return true;
        }
        let blocks: Vec<&'t Block> = body.blocks.iter().collect();
        let plain = blocks.iter().filter(|block| *block.kind.text == *name);
        let plain: Vec<&'t Block> = plain.copied().collect();
        let is_dynamic =
            |block: &&&Block| &*block.kind.text == "dynamic" && block.label(0) == Some(name);
        let dynamic: Vec<&'t Block> = blocks.iter().filter(is_dynamic).copied().collect();
        let (index, rest) = match path {
            [Way::Index(at), rest @ ..] => (usize::try_from(*at).ok(), rest),
            [Way::Any, rest @ ..] => (None, rest),
            path => (None, path),
        };
        // Behind a block whose number is not known positions say nothing.
        let index = index.filter(|_| dynamic.is_empty());
        for (at, block) in plain.iter().enumerate() {
            if index.is_none_or(|index| index == at) {
                self.block(&block.body, (rest, &text), from, inside);
            }
        }
        for block in &dynamic {
            self.dynamic(block, (name, rest, &text), from, inside);
        }
        !plain.is_empty() || !dynamic.is_empty()
    }

    /// One argument of a nested block, or all of them where the block as a whole is meant.
    fn block(
        &mut self,
        body: &'t Body,
        (path, text): (&[Way], &str),
        from: &Place<'t>,
        inside: &Place<'t>,
    ) {
        if let [Way::Name(name), rest @ ..] = path {
            let text = format!("{text}.{name}");
            self.argument(body, (name, rest), text, from, inside);
            return;
        }
        for argument in &body.attributes {
            let text = format!("{text}.{}", argument.name.text);
            let argument = (&argument.value, &[][..]);
            self.define(from, inside.clone(), argument, (text, ""));
        }
        for block in &body.blocks {
            let is_dynamic = &*block.kind.text == "dynamic";
            let kind = if is_dynamic { block.label(0) } else { None };
            let kind = kind.unwrap_or(&block.kind.text);
            let text = format!("{text}.{kind}");
            if is_dynamic {
                self.dynamic(block, (kind, &[], &text), from, inside);
            } else {
                self.block(&block.body, (&[], &text), from, inside);
            }
        }
    }

    fn dynamic(
        &mut self,
        block: &'t Block,
        (kind, path, text): (&str, &[Way], &str),
        from: &Place<'t>,
        inside: &Place<'t>,
    ) {
        let Some(for_each) = block.body.attribute("for_each") else {
            return;
        };
        let iterator = block.body.attribute("iterator");
        let iterator = iterator
            .and_then(|iterator| crate::hcl::as_reference(&iterator.value))
            .map(|(root, _)| root);
        let Some(name) = iterator.or(block.label(0).filter(|label| *label == kind)) else {
            return;
        };
        let around = Rc::new(inside.clone());
        let mut content = inside.clone();
        let is_used = Rc::default();
        content.bound.push(Bound {
            name,
            element: Way::Any,
            collection: Some((&for_each.value, around)),
            is_iterator: true,
            is_used: Rc::clone(&is_used),
        });
        for body in block.body.blocks_of("content") {
            self.block(&body.body, (path, text), from, &content);
        }
        if !is_used.get() {
            let text = format!("{text}, for_each of its dynamic block");
            let for_each = (&for_each.value, &[][..]);
            self.define(from, inside.clone(), for_each, (text, ""));
        }
    }

    /// An attribute that the block does not give.
    fn attribute(
        &mut self,
        subject: &Subject<'t>,
        mode: ResourceMode,
        path: &[Way],
        from: &Place<'t>,
        inside: Place<'t>,
    ) {
        let value = at_path(&subject.instance.value, path);
        let why = match value.map(|value| (value, value.as_unknown())) {
            Some((_, Some(unknown))) => match (&unknown.cause, mode) {
                (Cause::Apply, _) => "known after apply".to_owned(),
                (Cause::DataSource(_), _) => "read from the provider's service".to_owned(),
                (cause, _) => format!("not known because {cause}"),
            },
            Some((value, None)) if value.is_null() => "not set".to_owned(),
            Some(_) => "known from the repository".to_owned(),
            None if mode == ResourceMode::Managed => "known after apply".to_owned(),
            None => "read from the provider's service".to_owned(),
        };
        let (address, attribute) = (&subject.address, path_text(path));
        let text = format!("{address}{attribute}{}, {why}", subject.of);
        let header = subject.block.header();
        let Some(inside) = self.step(from, inside, (header, text), path) else {
            return;
        };
        // What a data source makes of its arguments, they lead to.
        let own = |value: &&Value| {
            let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
            symbol.is_none_or(|symbol| symbol.owner != subject.instance.owner)
        };
        let is_made = mode == ResourceMode::Data && value.as_ref().is_some_and(|it| !it.is_null());
        let is_made = is_made && value.as_ref().is_some_and(own);
        // What iaclint worked out itself was written somewhere else.
        let origin = value
            .filter(|value| value.is_known() && !value.is_null())
            .and_then(|value| value.origin)
            .filter(|origin| !subject.block.span.contains(*origin));
        if let Some(origin) = origin {
            let text = format!("{address}{attribute}{}, written here", subject.of);
            self.step(&inside, inside.clone(), (origin, text), path);
        } else if is_made {
            self.arguments(subject, &inside);
        }
    }

    /// An output that another stack writes.
    fn remote_state(
        &mut self,
        subject: &Subject<'t>,
        path: &[Way],
        from: &Place<'t>,
        inside: Place<'t>,
    ) {
        let plan = self.plan;
        let reads = &plan.stack(from.stack).reads;
        let read = reads
            .iter()
            .find(|read| read.owner == subject.instance.owner);
        let header = subject.block.header();
        let (address, of) = (&subject.address, &subject.of);
        let [Way::Name(first), rest @ ..] = path else {
            self.step(from, inside, (header, format!("{address}{of}")), path);
            return;
        };
        let read = match read {
            Some(read) if &**first == "outputs" => read,
            _ => {
                let text = format!("{address}{of}, argument {first}");
                self.argument(&subject.block.body, (first, rest), text, from, &inside);
                return;
            }
        };
        let names = read.writers().iter();
        let names: Vec<&str> = names
            .map(|producer| plan.repo.stack(*producer).path.as_str())
            .collect();
        let names = names.join(" or ");
        let text = match (&read.unresolved, read.is_assumed()) {
            (Some(reason), _) => format!("{address}{of}: {reason}"),
            (None, false) => format!("{address}{of}, the state of {names}"),
            (None, true) => format!("{address}{of}, assumed to be the state of {names}"),
        };
        if let (true, Err(unresolved)) = (read.is_assumed(), &read.family) {
            let reason = &unresolved.reason;
            let text =
                format!("{address}{of} is the state of {names}: no other here fits, but {reason}");
            self.assumptions.insert(Assumption { span: header, text });
        }
        let Some(inside) = self.step(from, inside, (header, text), path) else {
            return;
        };
        let [Way::Name(output), rest @ ..] = rest else {
            return;
        };
        let mut is_found = false;
        for producer in read.writers() {
            let there = Place {
                stack: *producer,
                ..inside.outside(0)
            };
            let Some(block) = self.module(&there).outputs.get(&**output) else {
                continue;
            };
            is_found = true;
            let text = format!("output {output} of {}", plan.repo.stack(*producer).path);
            self.output(&inside, there, block, (rest, text));
        }
        if !is_found {
            self.defaults(subject, &path[1..], inside);
        }
    }

    /// What a data source of a state gives for outputs that are not there.
    fn defaults(&mut self, subject: &Subject<'t>, path: &[Way], inside: Place<'t>) {
        if let Some(defaults) = subject.block.body.attribute("defaults") {
            let text = format!("{}{}, argument defaults", subject.address, subject.of);
            let from = inside.clone();
            self.define(&from, inside, (&defaults.value, path), (text, ""));
        }
    }
}

/// The instance that a step selects; any where it selects none.
fn chosen<'t>(resources: &'t Resources<'_>, key: Option<&Way>) -> Option<&'t ResourceInstance> {
    let instances = &resources.instances;
    let has_key = |instance: &&ResourceInstance| is_key(instance.owner.address.key.as_ref(), key);
    instances.iter().find(has_key).or(instances.first())
}

/// The value at a path, as far as values are known.
fn at_path<'v>(value: &'v Value, path: &[Way]) -> Option<&'v Value> {
    let mut current = value;
    for step in path {
        if !current.is_known() {
            break;
        }
        current = match step {
            Way::Name(name) => current.get(name)?,
            Way::Index(at) => current.elements()?.get(usize::try_from(*at).ok()?)?,
            Way::Any => current.elements()?.first()?,
            Way::Keys => return Some(current),
        };
    }
    Some(current)
}
