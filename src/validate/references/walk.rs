//! Goes through a module block by block, since what a name means depends on where it stands.

use crate::hcl::{Attribute, Block, Body};
use crate::repo::{ModuleCall, Resource};

use super::Judge;
use super::place::{Owner, Place, Repetition, View};

/// Everything in a module that refers to something.
pub(super) fn module(judge: &mut Judge<'_>) {
    let module = judge.module;
    for (name, block) in &module.variables {
        variable(judge, name, block);
    }
    for (name, local) in &module.locals {
        judge.expression(&local.value, &Place::of(Owner::Named("local.", name)));
    }
    for (name, block) in &module.outputs {
        output(
            judge,
            &block.body,
            &Place::of(Owner::Named("output.", name)),
        );
    }
    for found in module.resources.values() {
        resource(judge, found, Place::of(Owner::Resource(found)));
    }
    for found in module.calls.values() {
        call(judge, found);
    }
    for found in &module.providers {
        let place = Place::of(Owner::Provider(found.name, found.alias));
        // OpenTofu makes several configurations of one block.
        plain(
            judge,
            &found.block.body,
            &place.repeated(&found.block.body),
            &["alias", "version"],
        );
    }
    for block in &module.others {
        match &*block.kind.text {
            "check" => check(judge, block),
            "import" => import(judge, block),
            "removed" => removed(judge, block),
            _ => {}
        }
    }
}

fn variable(judge: &mut Judge<'_>, name: &str, block: &Block) {
    let place = Place::of(Owner::Named("var.", name));
    if let Some(default) = block.body.attribute("default") {
        judge.constant(&default.value, &place);
    }
    for validation in block.body.blocks_of("validation") {
        plain(judge, &validation.body, &place, &[]);
    }
}

fn output(judge: &mut Judge<'_>, body: &Body, place: &Place<'_>) {
    if let Some(value) = body.attribute("value") {
        judge.expression(&value.value, place);
    }
    depends_on(judge, body, place);
    for condition in body.blocks_of("precondition") {
        plain(judge, &condition.body, place, &[]);
    }
}

/// `count` and `for_each` are evaluated before there is an instance.
fn is_repetition(attribute: &Attribute) -> bool {
    matches!(&*attribute.name.text, "count" | "for_each")
}

fn resource<'p>(judge: &mut Judge<'_>, resource: &'p Resource<'p>, outside: Place<'p>) {
    let body = &resource.block.body;
    let inside = outside.repeated(body);
    let own = Place {
        own: Some(resource),
        ..inside
    };
    for attribute in &body.attributes {
        match &*attribute.name.text {
            "provider" | "depends_on" => {}
            // These are blocks: what they would hold means nothing as an expression.
            "lifecycle" | "provisioner" | "connection" => {}
            _ if is_repetition(attribute) => judge.expression(&attribute.value, &outside),
            _ => judge.expression(&attribute.value, &inside),
        }
    }
    depends_on(judge, body, &inside);
    let destroys = body.blocks_of("provisioner").any(runs_on_destroy);
    for block in &body.blocks {
        match &*block.kind.text {
            "lifecycle" => lifecycle(judge, resource, &block.body, &inside),
            "provisioner" => provisioner(judge, block, &own),
            "connection" => {
                plain(judge, &block.body, &own.viewed(destroys), &[]);
            }
            _ => nested(judge, block, &inside),
        }
    }
}

fn lifecycle<'p>(
    judge: &mut Judge<'_>,
    resource: &'p Resource<'p>,
    body: &Body,
    inside: &Place<'p>,
) {
    if let Some(ignored) = body.attribute("ignore_changes") {
        judge.ignored_changes(resource, &ignored.value, inside);
    }
    if let Some(triggers) = body.attribute("replace_triggered_by") {
        judge.whole_objects(&triggers.value, inside);
    }
    for block in &body.blocks {
        let own = match &*block.kind.text {
            "precondition" => None,
            "postcondition" => Some(resource),
            _ => continue,
        };
        plain(judge, &block.body, &Place { own, ..*inside }, &[]);
    }
}

fn runs_on_destroy(block: &Block) -> bool {
    block.body.attribute("when").is_some_and(|when| {
        when.value.as_str() == Some("destroy")
            || crate::hcl::as_reference(&when.value).is_some_and(|(root, _)| root == "destroy")
    })
}

fn provisioner(judge: &mut Judge<'_>, block: &Block, own: &Place<'_>) {
    let place = own.viewed(runs_on_destroy(block));
    plain(judge, &block.body, &place, &["when", "on_failure"]);
}

fn call(judge: &mut Judge<'_>, call: &ModuleCall<'_>) {
    let body = &call.block.body;
    let outside = Place::of(Owner::Named("module.", call.name));
    let inside = outside.repeated(body);
    let called = judge.facts.repo.called_module(call);
    let takes = |name: &str| called.is_none_or(|called| called.variables.contains_key(name));
    for attribute in &body.attributes {
        match &*attribute.name.text {
            "source" | "version" | "providers" | "depends_on" => {}
            // It is told as no input of the module, and is meant as a configuration's name.
            "provider" if !takes("provider") => {}
            _ if is_repetition(attribute) => judge.expression(&attribute.value, &outside),
            _ => judge.expression(&attribute.value, &inside),
        }
    }
    depends_on(judge, body, &inside);
}

fn check(judge: &mut Judge<'_>, block: &Block) {
    let name = block.label(0).unwrap_or_default();
    let place = Place {
        check: Some(block),
        ..Place::of(Owner::Named("check.", name))
    };
    for inner in &block.body.blocks {
        match &*inner.kind.text {
            "assert" => plain(judge, &inner.body, &place, &[]),
            "data" => {
                for attribute in &inner.body.attributes {
                    if !matches!(&*attribute.name.text, "provider" | "depends_on") {
                        judge.expression(&attribute.value, &place);
                    }
                }
                depends_on(judge, &inner.body, &place);
                for block in &inner.body.blocks {
                    nested(judge, block, &place);
                }
            }
            _ => {}
        }
    }
}

fn import(judge: &mut Judge<'_>, block: &Block) {
    let outside = Place::of(Owner::Nameless("import"));
    let inside = outside.repeated(&block.body);
    for attribute in &block.body.attributes {
        match &*attribute.name.text {
            "for_each" => judge.expression(&attribute.value, &outside),
            "to" => judge.keys(&attribute.value, &inside),
            "provider" => {}
            _ => judge.expression(&attribute.value, &inside),
        }
    }
}

/// What is removed may still run provisioners, which see nothing but what it was.
fn removed(judge: &mut Judge<'_>, block: &Block) {
    let place = Place {
        view: View::OnDestroy,
        repetition: Repetition::ForEach,
        ..Place::of(Owner::Nameless("removed"))
    };
    for inner in &block.body.blocks {
        if matches!(&*inner.kind.text, "provisioner" | "connection") {
            plain(judge, &inner.body, &place, &["when", "on_failure"]);
        }
    }
}

fn depends_on(judge: &mut Judge<'_>, body: &Body, place: &Place<'_>) {
    if let Some(depends_on) = body.attribute("depends_on") {
        judge.whole_objects(&depends_on.value, place);
    }
}

/// A body in which all arguments but these are expressions.
fn plain(judge: &mut Judge<'_>, body: &Body, place: &Place<'_>, without: &[&str]) {
    for attribute in &body.attributes {
        if !without.contains(&&*attribute.name.text) {
            judge.expression(&attribute.value, place);
        }
    }
    for block in &body.blocks {
        nested(judge, block, place);
    }
}

/// A block of a provider's, or a `dynamic` one that stands for several.
pub(super) fn nested(judge: &mut Judge<'_>, block: &Block, place: &Place<'_>) {
    if &*block.kind.text == "dynamic" && block.label(0).is_some() {
        judge.dynamic(block, place);
    } else {
        plain(judge, &block.body, place, &[]);
    }
}
