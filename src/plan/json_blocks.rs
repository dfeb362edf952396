//! Blocks in JSON syntax, where only the schema tells them from arguments: an object is one block, a list is one for each
//! of its elements, and inside of such blocks `dynamic` holds others by their kind.

use crate::hcl::{Attribute, Block, Body, Expression, ExpressionKind, Name, ObjectItem};

/// The blocks of this kind that a body has as arguments, `dynamic` ones included, in order.
pub(super) fn json_blocks(body: &Body, kind: &str) -> Vec<Block> {
    let mut found = Vec::new();
    for attribute in body.attributes.iter().filter(|it| is_quoted(&it.name)) {
        match &*attribute.name.text {
            name if name == kind => collect(&attribute.name, None, &attribute.value, &mut found),
            "dynamic" => {
                for item in items(&attribute.value) {
                    if let Some(label) = label(item).filter(|label| &*label.text == kind) {
                        collect(&attribute.name, Some(&label), &item.value, &mut found);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// What reading them costs, as a number of values: they are copied to be read.
pub(super) fn json_cost(body: &Body, kind: &str) -> usize {
    let quoted = body.attributes.iter().filter(|it| is_quoted(&it.name));
    let read = quoted.filter(|it| matches!(&*it.name.text, "dynamic") || &*it.name.text == kind);
    let bytes = read.map(|it| (it.value.span.end - it.value.span.start) as usize);
    bytes.sum::<usize>() / BYTES_OF_A_VALUE
}

/// How many bytes of a file make a value, about.
const BYTES_OF_A_VALUE: usize = 16;

/// Whether a name stands in quotes, as all do in JSON and none does in native syntax.
fn is_quoted(name: &Name) -> bool {
    (name.span.end - name.span.start) as usize > name.text.len()
}

fn collect(kind: &Name, label: Option<&Name>, value: &Expression, found: &mut Vec<Block>) {
    match &value.kind {
        ExpressionKind::Object(_) => {
            let mut body = body_of(value);
            if label.is_some() {
                open(&mut body);
            }
            found.push(Block {
                kind: kind.clone(),
                labels: label.into_iter().cloned().collect(),
                body,
                span: kind.span.to(value.span),
            });
        }
        ExpressionKind::Tuple(values) => {
            for value in values {
                collect(kind, label, value, found);
            }
        }
        _ => {}
    }
}

/// Makes the content of a `dynamic` block a block.
fn open(body: &mut Body) {
    let is_content = |attribute: &Attribute| &*attribute.name.text == "content";
    if let Some(at) = body.attributes.iter().position(is_content) {
        let content = body.attributes.remove(at);
        collect(&content.name, None, &content.value, &mut body.blocks);
    }
}

/// The entries of an object as the arguments of a body.
fn body_of(object: &Expression) -> Body {
    let attributes = items(object).iter().filter_map(|item| {
        Some(Attribute {
            name: label(item)?,
            value: item.value.clone(),
        })
    });
    Body {
        attributes: attributes.collect(),
        blocks: Vec::new(),
        span: object.span,
    }
}

fn items(value: &Expression) -> &[ObjectItem] {
    match &value.kind {
        ExpressionKind::Object(items) => items,
        _ => &[],
    }
}

fn label(item: &ObjectItem) -> Option<Name> {
    Some(Name {
        text: item.key.as_str()?.into(),
        span: item.key.span(),
    })
}

#[cfg(test)]
mod tests {
    use super::json_blocks;
    use crate::hcl::{Block, parse};
    use crate::source::{FileKind, Sources};

    /// The blocks of the kind `setting` of a resource with these members.
    fn settings(members: &str) -> Vec<Block> {
        let text = format!("{{\"resource\": {{\"a_thing\": {{\"x\": {{{members}}}}}}}}}");
        let sources = Sources::from_memory([("a.tf.json", text.as_str())]);
        let (file, _) = sources.files().next().expect("one file");
        let parsed = parse(file, FileKind::TerraformJson, &text);
        let resource = parsed.body.blocks.first().expect("one resource");
        json_blocks(&resource.body, "setting")
    }

    #[test]
    fn an_object_is_one_block_and_a_list_is_one_for_each_element() {
        for (members, expected) in [
            ("", 0),
            ("\"setting\": {\"name\": \"a\"}", 1),
            ("\"setting\": {}", 1),
            ("\"setting\": [{\"name\": \"a\"}, {\"name\": \"b\"}]", 2),
            ("\"setting\": []", 0),
            ("\"setting\": null", 0),
            ("\"setting\": \"text\"", 0),
            ("\"other\": {\"name\": \"a\"}", 0),
        ] {
            assert_eq!(settings(members).len(), expected, "{members}");
        }
    }

    #[test]
    fn what_a_block_holds_are_its_arguments_and_dynamic_blocks_have_content() {
        let members = "\"setting\": {\"name\": \"a\", \"dynamic\": {\"inner\": [{\"for_each\": [1], \"content\": {\"b\": 1}}]}}";
        let setting = settings(members).remove(0);
        assert!(setting.body.attribute("name").is_some());
        let inner = json_blocks(&setting.body, "inner").remove(0);
        assert_eq!(
            (&*inner.kind.text, inner.label(0)),
            ("dynamic", Some("inner"))
        );
        let content = inner.body.blocks_of("content").next().expect("content");
        assert!(content.body.attribute("b").is_some());
        assert!(json_blocks(&setting.body, "other").is_empty());
    }
}
