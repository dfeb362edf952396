//! What the arguments of an instance say, as they are written.

use crate::graph::Node;
use crate::hcl::Expression;

use super::super::origin::arguments;

/// The argument that says a part of a resource, by its path with positions, such as `stage[1].action[0].name`, and what
/// it says. `None` where it is not known which of several blocks that is.
pub(super) fn written_at<'p>(node: &Node<'p>, path: &str) -> Option<(String, &'p Expression)> {
    let mut body = &node.declaration.block.body;
    let mut names = Vec::new();
    for part in path.split('.') {
        let (name, position) = part.split_once('[').unwrap_or((part, ""));
        names.push(name);
        if let Some(argument) = body.attribute(name) {
            return Some((names.join("."), &argument.value));
        }
        let fixed: Vec<_> = body.blocks_of(name).collect();
        let dynamic: Vec<_> = body
            .blocks_of("dynamic")
            .filter(|it| makes(it, name))
            .collect();
        body = match (&fixed[..], &dynamic[..]) {
            ([only], []) => &only.body,
            ([], [only]) => &only.body.blocks_of("content").next()?.body,
            (several, []) => {
                let at: usize = position.strip_suffix(']')?.parse().ok()?;
                &several.get(at)?.body
            }
            _ => return None,
        };
    }
    None
}

/// Whether a dynamic block makes blocks of a name.
fn makes(dynamic: &crate::hcl::Block, name: &str) -> bool {
    let label = dynamic.labels.first();
    label.is_some_and(|label| &*label.text == name)
}

/// Every expression of an argument, or of the blocks of its name.
pub(super) fn expressions_of<'p>(node: &Node<'p>, name: &str) -> Vec<&'p Expression> {
    let body = &node.declaration.block.body;
    let mut found = Vec::new();
    if let Some(argument) = body.attribute(name) {
        found.push(&argument.value);
    }
    let is_named = |block: &&crate::hcl::Block| {
        let kind = block.kind.text.as_ref();
        kind == name || (kind == "dynamic" && makes(block, name))
    };
    for block in body.blocks.iter().filter(is_named) {
        found.extend(arguments(&block.body));
    }
    found
}
