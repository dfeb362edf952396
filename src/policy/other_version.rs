//! Blocks of a resource that the known schema lacks, as another version of the provider has them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Cause, Unknown, Value};
use crate::hcl::Block;
use crate::repo::RESOURCE_META_BLOCKS;
use crate::schema::Block as Schema;
use crate::types::Type;

/// These blocks by name. Of each it is known only that it is there, and of those that a `dynamic` block makes not even
/// how many they are.
pub(super) fn blocks(block: &Block, schema: &Schema) -> BTreeMap<Arc<str>, Value> {
    let mut counts: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for one in &block.body.blocks {
        let (name, more) = match one.label(0) {
            Some(label) if &*one.kind.text == "dynamic" => (label, None),
            _ => (&*one.kind.text, Some(1)),
        };
        if schema.member(name).is_none() && !RESOURCE_META_BLOCKS.contains(&name) {
            let count = counts.entry(name).or_insert(Some(0));
            *count = count.zip(more).map(|(count, more)| count + more);
        }
    }
    let found = counts
        .into_iter()
        .map(|(name, count)| (name.into(), unread(count)));
    found.collect()
}

fn unread(count: Option<usize>) -> Value {
    let why = "no schema of this version of the provider is known";
    let unknown = Unknown::new(Type::Dynamic, Cause::Unsettled(why.into()));
    match count {
        None => unknown.sequence().into(),
        Some(count) => Value::tuple(vec![Value::from(unknown.mapping()); count]),
    }
}
