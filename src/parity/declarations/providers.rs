//! What the configurations of providers set: the tags that everything gets, and whether a role is taken.

use std::collections::BTreeMap;

use crate::eval::Value;
use crate::repo::ProviderConfiguration;
use crate::source::Span;

use super::super::both::{Both, Which};
use super::super::inventory::only;
use super::super::{Difference, Form};
use super::Looked;

const SETTING: &str = "parity-input-missing";

/// Adds what differs.
pub(super) fn compare(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    for reference in &looked.modules.reference.providers {
        let mut others = looked.modules.other.providers.iter();
        let same = others.find(|it| it.name == reference.name && it.alias == reference.alias);
        if let Some(other) = same {
            let both = Both::new(reference, other);
            default_tags(looked, both, into);
            assumed_role(looked, both, into);
            accounts(looked, both, into);
        }
    }
}

fn path_of(provider: &ProviderConfiguration<'_>) -> String {
    match provider.alias {
        Some(alias) => format!("provider.{}.{alias}", provider.name),
        None => format!("provider.{}", provider.name),
    }
}

/// Tags by key that one side alone puts on everything. Their values are each environment's own.
fn default_tags(
    looked: &Looked<'_, '_>,
    both: Both<&ProviderConfiguration<'_>>,
    into: &mut Vec<Difference>,
) {
    let tags = Both::of(|which| tags(looked, which, both.get(which)));
    let Some(tags) = tags.map(Option::as_ref).both() else {
        return;
    };
    for which in Which::ALL {
        let others = tags.get(which.opposite());
        let own = *tags.get(which);
        if others.is_empty() && own.len() > 1 {
            let keys: Vec<&str> = own.keys().map(String::as_str).collect();
            let block = both.get(which).block.body.blocks_of("default_tags").next();
            let place = block.map_or(both.get(which).block.header(), crate::hcl::Block::header);
            let (shown, places) = only(which, keys.join(", "), place);
            let path = format!("{}.default_tags", path_of(both.get(which)));
            let start = looked.difference(SETTING, Form::Only(which), path);
            let label = &looked.pairing.sides.get(which.opposite()).label;
            into.push(Difference {
                shown,
                places,
                reason: format!(
                    "what {} has lacks the tags, so that whoever goes by them does not find it",
                    label.name
                ),
                ..start
            });
            continue;
        }
        for (key, (value, span)) in *tags.get(which) {
            if others.contains_key(key) {
                continue;
            }
            let (shown, places) = only(which, value.clone(), *span);
            let path = format!("{}.default_tags.{key}", path_of(both.get(which)));
            let start = looked.difference(SETTING, Form::Only(which), path);
            let label = &looked.pairing.sides.get(which.opposite()).label;
            into.push(Difference {
                shown,
                places,
                reason: format!(
                    "what {} has lacks the tag, so that whoever goes by it does not find it",
                    label.name
                ),
                ..start
            });
        }
    }
}

/// The default tags of a provider: values and places by key; `None` where they are not all known.
fn tags(
    looked: &Looked<'_, '_>,
    which: Which,
    provider: &ProviderConfiguration<'_>,
) -> Option<BTreeMap<String, (String, Span)>> {
    let walk = looked.pairing.plan().walk(*looked.pair.ids.get(which));
    let mut found = BTreeMap::new();
    for block in provider.block.body.blocks_of("default_tags") {
        let Some(written) = block.body.attribute("tags") else {
            continue;
        };
        let value = walk.root().evaluate(&written.value);
        if value.is_null() {
            continue;
        }
        for (key, tag) in value.entries()? {
            let span = tag.place().unwrap_or(written.value.span);
            found.insert(key.to_string(), (super::in_short(tag), span));
        }
    }
    // A block that is generated may set some.
    let is_generated = provider.block.body.blocks_of("dynamic").next().is_some();
    (!is_generated).then_some(found)
}

/// Whether a provider asks for the account that it is given credentials of, on one side only.
fn accounts(
    looked: &Looked<'_, '_>,
    both: Both<&ProviderConfiguration<'_>>,
    into: &mut Vec<Difference>,
) {
    for name in ["allowed_account_ids", "forbidden_account_ids"] {
        let arguments = both.map(|it| it.block.body.attribute(name));
        let (which, argument) = match (arguments.reference, arguments.other) {
            (Some(argument), None) => (Which::Reference, argument),
            (None, Some(argument)) => (Which::Other, argument),
            _ => continue,
        };
        let walk = looked.pairing.plan().walk(*looked.pair.ids.get(which));
        let value = walk.root().evaluate(&argument.value);
        if value.is_null() {
            continue;
        }
        let lacks = which.opposite();
        let (shown, places) = only(which, super::in_short(&value), argument.span());
        let path = format!("{}.{name}", path_of(both.get(which)));
        let start = looked.difference(SETTING, Form::Only(which), path);
        let label = &looked.pairing.sides.get(lacks).label;
        into.push(Difference {
            shown,
            places,
            weaker: Some(lacks),
            reason: format!(
                "nothing keeps {} from being changed with the credentials of another account",
                label.name
            ),
            ..start
        });
    }
}

fn assumed_role(
    looked: &Looked<'_, '_>,
    both: Both<&ProviderConfiguration<'_>>,
    into: &mut Vec<Difference>,
) {
    let roles = both.map(|it| {
        let body = &it.block.body;
        let is_generated = body.blocks_of("dynamic").next().is_some();
        (is_generated, body.blocks_of("assume_role").next())
    });
    if roles.reference.0 || roles.other.0 {
        return;
    }
    let (which, block) = match (roles.reference.1, roles.other.1) {
        (Some(block), None) => (Which::Reference, block),
        (None, Some(block)) => (Which::Other, block),
        _ => return,
    };
    let walk = looked.pairing.plan().walk(*looked.pair.ids.get(which));
    let role = block.body.attribute("role_arn");
    let role = role.map(|it| walk.root().evaluate(&it.value));
    let role = role.as_ref().and_then(Value::as_str).unwrap_or("a role");
    let (shown, places) = only(which, role.to_owned(), block.header());
    let path = format!("{}.assume_role", path_of(both.get(which)));
    let start = looked.difference(SETTING, Form::Only(which), path);
    let label = &looked.pairing.sides.get(which.opposite()).label;
    into.push(Difference {
        shown,
        places,
        reason: format!(
            "{} is changed with the permissions of whoever runs Terraform",
            label.name
        ),
        ..start
    });
}
