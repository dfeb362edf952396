//! Blocks that Terraform refuses before it evaluates anything. What they lack or have too much is told where it is written; here
//! it keeps what would follow from it unknown.

use crate::eval::nearest;
use crate::hcl::{Block, Body};
use crate::schema::Block as Schema;

use crate::repo::RESOURCE_META_BLOCKS;

use super::resource::META_ARGUMENTS;

/// What makes several instances of a block.
const REPETITIONS: [&str; 2] = ["count", "for_each"];

/// Whether it cannot be told how many instances of a block are meant: it has both `count` and `for_each`, or something
/// that is written like one of them. `takes` knows which other arguments the block may have.
pub(super) fn has_unclear_instances(block: &Block, takes: &dyn Fn(&str) -> bool) -> bool {
    let has = |name: &str| block.body.attribute(name).is_some();
    match REPETITIONS.map(has) {
        [true, true] => true,
        [false, false] => {
            let mut names = block.body.attributes.iter().map(|it| &*it.name.text);
            names.any(|name| nearest(name, REPETITIONS, 2).is_some() && !takes(name))
        }
        _ => false,
    }
}

/// Whether the body of a data source, or of a block in one, has nothing but what its schema has.
pub(super) fn is_of_schema(body: &Body, schema: &Schema, is_top: bool) -> bool {
    let is_meta = |names: &[&str], name: &str| is_top && names.contains(&name);
    let arguments = body.attributes.iter().map(|it| &*it.name.text);
    let are_arguments = arguments
        .into_iter()
        .all(|name| schema.member(name).is_some() || is_meta(META_ARGUMENTS, name));
    let is_block = |block: &Block| {
        let (name, content) = match (&*block.kind.text, block.label(0)) {
            ("dynamic", Some(name)) => match block.body.blocks_of("content").next() {
                Some(content) => (name, &content.body),
                None => return true,
            },
            (name, _) => (name, &block.body),
        };
        match schema.block(name) {
            Some(nested) => is_of_schema(content, &nested.block, false),
            None => {
                schema.attribute(name).is_some()
                    || is_meta(RESOURCE_META_BLOCKS, name)
                    || name == "_"
            }
        }
    };
    are_arguments && body.blocks.iter().all(is_block)
}
