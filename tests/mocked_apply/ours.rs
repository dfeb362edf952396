//! The evaluator's side.

use iaclint::config;
use iaclint::eval::{Map, Part, PathStep, Shape, Symbol, Value};
use iaclint::plan::{self, Knowledge, Plan, ResourceInstance};
use iaclint::repo::{Repo, StackId, Syntax};
use iaclint::schema::Schemas;
use iaclint::source::Sources;

use super::estate::Estate;

/// Evaluates the estate with the repository's own configuration.
pub(crate) fn with_plan<T>(estate: &Estate, judge: impl FnOnce(&Plan<'_>) -> T) -> T {
    let text = include_str!("../../iaclint.toml");
    let config = config::parse("iaclint.toml", text).unwrap();
    let sources = Sources::from_memory(estate.files.clone());
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    judge(&plan::build(&repo, Knowledge { schemas: &schemas }))
}

/// The path of a stack, by which attributes name it as well.
pub(crate) fn path<'p>(plan: &'p Plan<'_>, stack: StackId) -> &'p str {
    &plan.repo.stack(stack).path
}

/// All resources and data sources of a stack.
pub(crate) fn instances<'p>(
    plan: &'p Plan<'_>,
    stack: StackId,
) -> impl Iterator<Item = &'p ResourceInstance> {
    let modules = plan.stack(stack).modules.iter();
    modules
        .flat_map(|module| module.resources.values())
        .flat_map(|resources| &resources.instances)
}

/// The attributes of an instance by name.
pub(crate) fn attributes(instance: &ResourceInstance) -> impl Iterator<Item = (&str, &Value)> {
    let entries = instance.value.entries();
    let entries = entries.into_iter().flat_map(Map::iter);
    entries.map(|(name, value)| (&**name, value))
}

/// A variable of a stack's root module that is a known string.
pub(crate) fn variable<'p>(plan: &'p Plan<'_>, stack: StackId, name: &str) -> Option<&'p str> {
    plan.stack(stack).root().variables.get(name)?.as_str()
}

/// Whether an attribute is decided by AWS: a symbol of itself.
pub(crate) fn is_own(instance: &ResourceInstance, name: &str, value: &Value) -> bool {
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    symbol.is_some_and(|symbol| {
        symbol.owner == instance.owner
            && matches!(&*symbol.path, [PathStep::Name(step)] if &**step == name)
    })
}

/// The attributes that a value holds, be it in a text or a document; not those that it is only computed from.
pub(crate) fn held<'v>(value: &'v Value, into: &mut Vec<&'v Symbol>) {
    let elements = value.elements().into_iter().flat_map(|items| items.iter());
    let entries = value.entries().into_iter().flat_map(Map::values);
    elements.chain(entries).for_each(|inner| held(inner, into));
    let Some(unknown) = value.as_unknown() else {
        return;
    };
    match &unknown.shape {
        Shape::Opaque | Shape::Folder(_) => {}
        Shape::Symbol(symbol) => into.push(symbol),
        Shape::Template(parts) => {
            for part in parts.iter() {
                if let Part::Hole(hole) = part {
                    held(hole, into);
                }
            }
        }
        Shape::Encoded(_, inner) => held(inner, into),
        Shape::Choice(items) => items.iter().for_each(|item| held(item, into)),
        Shape::Open { known, each } | Shape::Entries { known, each } => {
            known
                .iter()
                .chain([&**each])
                .for_each(|item| held(item, into));
        }
        Shape::Partial(entries) | Shape::Resource { known: entries, .. } => {
            entries.values().for_each(|entry| held(entry, into));
        }
    }
}
