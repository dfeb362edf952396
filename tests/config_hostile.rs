//! Whatever the bytes of a data file, a schema or `iaclint.toml` are: no panic, and places inside the text.

use iaclint::config;
use iaclint::data::schema::{compile, validate};
use iaclint::data::{DataError, Node, Template, parse_json, parse_template_json, parse_yaml};
use iaclint::source::FileId;
use proptest::prelude::*;

/// Every span lies inside the text, on whole characters, and children of what is written in place inside parents.
fn check(node: &Node, text: &str) {
    assert!(
        text.get(node.span.range()).is_some(),
        "{:?} in {text:?}",
        node.span
    );
    for (key, value) in node.entries() {
        assert!(
            text.get(key.span.range()).is_some(),
            "{:?} in {text:?}",
            key.span
        );
        check(value, text);
    }
    for element in node.elements() {
        check(element, text);
    }
}

fn check_error(error: &DataError, text: &str) {
    assert!(
        text.get(error.span.range()).is_some(),
        "{error:?} in {text:?}"
    );
    assert!(!error.message.is_empty());
}

fn check_all(text: &str) {
    let file = FileId(0);
    match parse_json(file, text) {
        Ok(node) => check(&node, text),
        Err(error) => check_error(&error, text),
    }
    match parse_yaml(file, text) {
        Ok(nodes) => nodes.iter().for_each(|node| check(node, text)),
        Err(error) => check_error(&error, text),
    }
    match parse_template_json(file, text) {
        Ok(Template::Tree(node)) => check(&node, text),
        Ok(Template::Undetermined { span, .. }) => {
            assert!(text.get(span.range()).is_some(), "{text:?}")
        }
        Err(error) => check_error(&error, text),
    }
    let _ = config::parse("iaclint.toml", text);
    let _ = compile("s.json", text, &|_| None);
}

/// Pieces of the languages, so that many texts are nearly right.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "é", "😀", "1", "-", "- ", ":", ": ", "\n", "\r\n", "\t", "  ", "    ", "[", "]", "{",
        "}", ",", "\"", "'", "&x ", "*x", "<<: ", "!!str ", "!t ", "|", ">-", "#", " #", "---\n",
        "...", "%", "${", "%{", "%{if x}", "$${", "\\", "\\u12", "null", "yes", "true", "=", "[[",
        "]]", "? ", "\u{feff}", "\0", "0x1F", "1e5", "//", "\"a\"", "\"type\"", "\"enum\"",
        "\"$ref\"", "\"#\"", "[rules]", "[layout]", "live", "\u{85}", "\u{a0}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Data of every shape, as JSON.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[a-c${}]{0,5}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[a-c/~0]{0,2}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

const SCHEMA: &str = r##"{"type": "object", "additionalProperties": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "integer", "minimum": 5},
    {"type": "array", "items": {"oneOf": [{"const": "a"}, {"$ref": "#"}]}, "uniqueItems": true, "maxItems": 2}]},
    "propertyNames": {"maxLength": 1}, "if": {"required": ["a"]}, "then": {"required": ["b"]}, "not": {"required": ["c"]},
    "$defs": {"a": {"type": "object", "minProperties": 1, "dependentRequired": {"a": ["b"]}, "unevaluatedProperties": false,
    "properties": {"a": {"enum": [1, "a", null]}, "b": {"pattern": "^a"}}}}}"##;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn nearly_right_texts_never_panic(text in pieces()) {
        check_all(&text);
    }

    #[test]
    fn any_text_never_panics(text in any::<String>()) {
        check_all(&text);
    }

    /// JSON is YAML: both readers find the same values.
    #[test]
    fn json_is_the_same_as_yaml(value in value()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let by_json = parse_json(FileId(0), &text).unwrap();
        check(&by_json, &text);
        let by_yaml = parse_yaml(FileId(0), &text).unwrap().remove(0);
        prop_assert_eq!(by_json, by_yaml);
    }

    /// There is a violation exactly where the validator beneath finds the data invalid, and none where it is valid.
    #[test]
    fn verdicts_are_those_of_the_validator(value in value()) {
        let text = serde_json::to_string(&value).unwrap();
        let schema = compile("s.json", SCHEMA, &|_| None).unwrap();
        let node = parse_json(FileId(0), &text).unwrap();
        let found = validate(&schema, &node);
        let plain = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
        prop_assert_eq!(found.is_empty(), plain.is_valid(&value), "{} {:?}", text, found);
        for violation in found {
            prop_assert!(text.get(violation.span.range()).is_some());
            prop_assert!(value.pointer(&violation.pointer).is_some(), "{:?}", violation);
        }
    }

    /// Whatever fills the holes of a template: what was a violation with the hole is one without it.
    #[test]
    fn a_violation_beside_a_hole_stands_for_every_filling(value in value(), filling in value(), at in any::<prop::sample::Index>()) {
        let text = serde_json::to_string(&value).unwrap();
        let leaves: Vec<usize> = text.match_indices("null").map(|(at, _)| at).collect();
        prop_assume!(!leaves.is_empty() && !text.contains(['$', '%']));
        let start = leaves[at.index(leaves.len())];
        let with = |part: &str| format!("{}{part}{}", &text[..start], &text[start + 4..]);
        let schema = compile("s.json", SCHEMA, &|_| None).unwrap();
        let Ok(Template::Tree(node)) = parse_template_json(FileId(0), &with("${x}")) else { panic!("{text}") };
        if !validate(&schema, &node).is_empty() {
            let filled = with(&filling.to_string());
            let node = parse_json(FileId(0), &filled).unwrap();
            prop_assert!(!validate(&schema, &node).is_empty(), "{} {}", with("${x}"), filled);
        }
    }
}
