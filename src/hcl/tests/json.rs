//! The tree that JSON syntax gives.

use crate::hcl::{ExpressionKind, ObjectKey, Parsed};
use crate::source::FileKind;

use super::checked;

fn tree(text: &str) -> Parsed {
    let parsed = checked(FileKind::TerraformJson, text);
    assert_eq!(parsed.errors, []);
    parsed
}

#[test]
fn blocks_are_objects_or_arrays_of_objects() {
    let parsed = tree(
        r#"{"resource": {"aws_vpc": {"a": {"cidr_block": "10.0.0.0/16"}, "b": [{}, {}]}},
            "provider": {"aws": [{"alias": "x"}, {"region": "y"}]},
            "locals": [{"l": 1}, {"m": 2}], "check": null}"#,
    );
    let blocks: Vec<String> = parsed
        .body
        .blocks
        .iter()
        .map(|block| {
            let labels: Vec<&str> = block.labels.iter().map(|label| &*label.text).collect();
            format!("{} {}", block.kind.text, labels.join(" "))
        })
        .collect();
    let expected = [
        "resource aws_vpc a",
        "resource aws_vpc b",
        "resource aws_vpc b",
        "provider aws",
        "provider aws",
        "locals ",
        "locals ",
    ];
    assert_eq!(blocks, expected);
}

#[test]
fn only_the_known_nested_blocks_are_blocks() {
    let parsed = tree(
        r#"{"resource": {"aws_x": {"y": {
            "lifecycle": {"ignore_changes": ["tags"], "precondition": [{"condition": true}]},
            "provisioner": [{"local-exec": {"command": "x", "when": "destroy"}}],
            "dynamic": {"ingress": {"for_each": [], "content": {"port": "${ingress.value}"}}},
            "ingress": [{"port": 1}], "//": "a comment"}}}}"#,
    );
    let body = &parsed.body.blocks[0].body;
    let kinds: Vec<&str> = body.blocks.iter().map(|block| &*block.kind.text).collect();
    assert_eq!(kinds, ["lifecycle", "provisioner", "dynamic"]);
    let names: Vec<&str> = body
        .attributes
        .iter()
        .map(|attribute| &*attribute.name.text)
        .collect();
    assert_eq!(names, ["ingress"]);
    let ignored = &body.blocks[0]
        .body
        .attribute("ignore_changes")
        .unwrap()
        .value;
    let ExpressionKind::Tuple(items) = &ignored.kind else {
        panic!("a list");
    };
    assert_eq!(items[0].kind, ExpressionKind::Variable("tags".into()));
    assert_eq!(body.blocks[0].body.blocks.len(), 1);
    assert_eq!(body.blocks[2].body.blocks[0].body.attributes.len(), 1);
}

#[test]
fn a_whole_interpolation_is_its_expression_at_its_place() {
    let text = r#"{"output": {"o": {"value": "${local.a.b}", "depends_on": ["module.m"]}}}"#;
    let parsed = tree(text);
    let body = &parsed.body.blocks[0].body;
    let value = &body.attribute("value").unwrap().value;
    assert!(matches!(value.kind, ExpressionKind::Access(_)));
    assert_eq!(&text[value.span.range()], "local.a.b");
    let ExpressionKind::Tuple(items) = &body.attribute("depends_on").unwrap().value.kind else {
        panic!("a list");
    };
    assert_eq!(&text[items[0].span.range()], "module.m");
}

#[test]
fn in_a_string_with_escapes_everything_has_the_strings_place() {
    let text = r#"{"output": {"o": {"value": "a \"${local.a}\""}}}"#;
    let parsed = tree(text);
    let value = &parsed.body.blocks[0].body.attributes[0].value;
    assert_eq!(&text[value.span.range()], r#""a \"${local.a}\"""#);
}

#[test]
fn texts_that_terraform_does_not_evaluate_stay_as_they_are() {
    let parsed = tree(
        r#"{"variable": {"v": {"type": "list(string)", "default": "${x}", "description": "%{y"}}}"#,
    );
    let body = &parsed.body.blocks[0].body;
    assert!(matches!(
        body.attribute("type").unwrap().value.kind,
        ExpressionKind::Call(_)
    ));
    assert_eq!(
        body.attribute("default").unwrap().value.as_str(),
        Some("${x}")
    );
    assert_eq!(
        body.attribute("description").unwrap().value.as_str(),
        Some("%{y")
    );
    let values = checked(
        FileKind::VariablesJson,
        r#"{"locals": {"a": "${x}"}, "n": -1.50}"#,
    );
    assert_eq!(values.errors, []);
    assert_eq!(values.body.attributes.len(), 2);
    assert!(matches!(
        values.body.attributes[1].value.kind,
        ExpressionKind::Unary(..)
    ));
}

#[test]
fn keys_of_objects_are_templates() {
    let parsed = tree(r#"{"locals": {"a": {"${local.k}": 1, "x y": 2}}}"#);
    let ExpressionKind::Object(items) = &parsed.body.blocks[0].body.attributes[0].value.kind else {
        panic!("an object");
    };
    assert!(matches!(&items[0].key, ObjectKey::Expression(key) if key.as_str().is_none()));
    assert_eq!(items[1].key.as_str(), Some("x y"));
}
