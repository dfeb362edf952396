//! Override files: what `override.tf` and `*_override.tf` change in the declarations before them.
//!
//! As Terraform does: an attribute replaces the attribute of its name, nested blocks of a type replace all of that
//! type, `locals` and `required_providers` merge by entry, `lifecycle` by argument, `backend` and `cloud` replace
//! each other.

use std::borrow::Cow;

use crate::hcl::{Block, Body};

use super::module::{Module, ModuleCall};
use super::module_source::ModuleSource;

/// Merges one override file into `module`. What overrides nothing is ignored here: Terraform reports it.
pub(super) fn apply<'a>(
    module: &mut Module<'a>,
    body: &'a Body,
    classify: &dyn Fn(&str) -> ModuleSource,
) {
    for block in &body.blocks {
        match (&*block.kind.text, block.label(0), block.label(1)) {
            ("variable", Some(name), None) => merge_into(module.variables.get_mut(name), block),
            ("output", Some(name), None) => merge_into(module.outputs.get_mut(name), block),
            ("locals", None, None) => {
                for attribute in &block.body.attributes {
                    module.locals.insert(&attribute.name.text, attribute);
                }
            }
            ("resource", Some(kind), Some(name)) => {
                let found = module.resources.get_mut(&format!("{kind}.{name}"));
                merge_into(found.map(|resource| &mut resource.block), block);
            }
            ("data" | "ephemeral", Some(kind), Some(name)) => {
                let address = format!("{}.{kind}.{name}", block.kind.text);
                let found = module.resources.get_mut(&address);
                merge_into(found.map(|resource| &mut resource.block), block);
            }
            ("module", Some(name), None) => {
                if let Some(call) = module.calls.get_mut(name) {
                    merge_block(&mut call.block, block);
                    *call = ModuleCall::new(call.name, call.block.clone(), classify);
                }
            }
            ("provider", Some(name), None) => {
                let alias = block
                    .body
                    .attribute("alias")
                    .and_then(|alias| alias.value.as_str());
                let found = module
                    .providers
                    .iter_mut()
                    .find(|it| it.name == name && it.alias == alias);
                merge_into(found.map(|provider| &mut provider.block), block);
            }
            ("terraform", None, None) => apply_settings(module, &block.body),
            _ => module.others.push(block),
        }
    }
}

fn apply_settings<'a>(module: &mut Module<'a>, body: &'a Body) {
    let settings = &mut module.settings;
    if let Some(required) = body.attribute("required_version") {
        settings.required_version = vec![required];
    }
    for block in &body.blocks {
        match &*block.kind.text {
            "required_providers" => {
                for entry in &block.body.attributes {
                    settings.required_providers.insert(&entry.name.text, entry);
                }
            }
            "backend" => (settings.backend, settings.cloud) = (Some(block), None),
            "cloud" => (settings.backend, settings.cloud) = (None, Some(block)),
            _ => {}
        }
    }
}

fn merge_into<'a>(target: Option<&mut Cow<'a, Block>>, with: &'a Block) {
    if let Some(target) = target {
        merge_block(target, with);
    }
}

fn merge_block<'a>(target: &mut Cow<'a, Block>, with: &'a Block) {
    merge_body(&mut target.to_mut().body, &with.body);
}

fn merge_body(target: &mut Body, with: &Body) {
    for attribute in &with.attributes {
        match target
            .attributes
            .iter_mut()
            .find(|found| found.name.text == attribute.name.text)
        {
            Some(found) => *found = attribute.clone(),
            None => target.attributes.push(attribute.clone()),
        }
    }
    let mut replaced: Vec<&str> = Vec::new();
    for block in &with.blocks {
        let kind = &*block.kind.text;
        let existing = target
            .blocks
            .iter_mut()
            .find(|found| &*found.kind.text == kind);
        if let ("lifecycle", Some(existing)) = (kind, existing) {
            merge_body(&mut existing.body, &block.body);
            continue;
        }
        if !replaced.contains(&kind) {
            target.blocks.retain(|found| &*found.kind.text != kind);
            replaced.push(kind);
        }
        target.blocks.push(block.clone());
    }
}
