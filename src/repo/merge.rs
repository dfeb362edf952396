//! Override files: what `override.tf` and `*_override.tf` change in the declarations before them.
//!
//! As Terraform does: an attribute replaces the attribute of its name, nested blocks of a type replace all of that
//! type, `locals` and `required_providers` merge by entry, `lifecycle` by argument, `backend` and `cloud` replace
//! each other.

use std::borrow::Cow;

use crate::hcl::{Block, Body};
use crate::source::Span;

use super::module::{Module, ModuleCall, Overriding};
use super::module_source::ModuleSource;

/// Merges one override file into `module`. What overrides nothing is noted: Terraform refuses it (measured with 1.11.4),
/// but for the default configuration of a provider, which it takes, and ephemeral resources, which it passes over.
pub(super) fn apply<'a>(
    module: &mut Module<'a>,
    body: &'a Body,
    classify: &dyn Fn(&str) -> ModuleSource,
) {
    for block in &body.blocks {
        match (&*block.kind.text, block.label(0), block.label(1)) {
            ("variable", Some(name), None) => {
                if !merge_into(module.variables.get_mut(name), block) {
                    note(module, format!("var.{name}"), block.header());
                }
            }
            ("output", Some(name), None) => {
                if !merge_into(module.outputs.get_mut(name), block) {
                    note(module, format!("output.{name}"), block.header());
                }
            }
            ("locals", None, None) => {
                for attribute in &block.body.attributes {
                    let name = &*attribute.name.text;
                    if module.locals.insert(name, attribute).is_none() {
                        note(module, format!("local.{name}"), attribute.name.span);
                    }
                }
            }
            ("resource", Some(kind), Some(name)) => {
                let address = format!("{kind}.{name}");
                let found = module.resources.get_mut(&address);
                if !merge_into(found.map(|resource| &mut resource.block), block) {
                    note(module, address, block.header());
                }
            }
            (mode @ ("data" | "ephemeral"), Some(kind), Some(name)) => {
                let address = format!("{mode}.{kind}.{name}");
                let found = module.resources.get_mut(&address);
                let is_merged = merge_into(found.map(|resource| &mut resource.block), block);
                if !is_merged && mode == "data" {
                    note(module, address, block.header());
                }
            }
            ("module", Some(name), None) => match module.calls.get_mut(name) {
                Some(call) => {
                    merge_block(&mut call.block, block);
                    *call = ModuleCall::new(call.name, call.block.clone(), classify);
                }
                None => note(module, format!("module.{name}"), block.header()),
            },
            ("provider", Some(name), None) => {
                let alias = block
                    .body
                    .attribute("alias")
                    .and_then(|alias| alias.value.as_str());
                let found = module
                    .providers
                    .iter_mut()
                    .find(|it| it.name == name && it.alias == alias);
                if !merge_into(found.map(|provider| &mut provider.block), block) {
                    match alias {
                        Some(alias) => {
                            note(module, format!("provider.{name}.{alias}"), block.header());
                        }
                        None => module.declare_provider(name, block),
                    }
                }
            }
            ("terraform", None, None) => apply_settings(module, &block.body),
            (kind @ ("moved" | "import" | "check"), ..) => {
                module.overriding_nothing.push(Overriding {
                    address: kind.to_owned(),
                    span: block.header(),
                    is_possible: false,
                });
            }
            _ => module.others.push(block),
        }
    }
}

fn note(module: &mut Module<'_>, address: String, span: Span) {
    module.overriding_nothing.push(Overriding {
        address,
        span,
        is_possible: true,
    });
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

/// Whether there is a block to merge into.
fn merge_into<'a>(target: Option<&mut Cow<'a, Block>>, with: &'a Block) -> bool {
    match target {
        Some(target) => {
            merge_block(target, with);
            true
        }
        None => false,
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
