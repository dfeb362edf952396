use std::fmt::Write as _;

use super::parse_yaml;
use crate::data::{Kind, Node};
use crate::source::FileId;

fn read(text: &str) -> Node {
    parse_yaml(FileId(0), text)
        .unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
        .remove(0)
}

fn json(text: &str) -> String {
    read(text).to_json().to_string()
}

/// The message and the text it marks, with the offset of its start.
fn fault(text: &str) -> (String, String, u32) {
    let error = parse_yaml(FileId(0), text).expect_err(text);
    (
        error.message,
        text[error.span.range()].to_owned(),
        error.span.start,
    )
}

#[test]
fn every_key_and_value_has_its_bytes() {
    let text = "# é\nname: 'x 😀'  # c\nports:\n  - 80\n  - {a: b}\nlong: |\n  one\n  two\nnone:\nlast: é\n";
    let node = read(text);
    let of = |node: &Node| text[node.span.range()].to_owned();
    let (key, value) = node.entry("name").unwrap();
    assert_eq!(
        (&text[key.span.range()], of(value).as_str()),
        ("name", "'x 😀'")
    );
    let ports = node.get("ports").unwrap();
    assert_eq!(of(ports), "- 80\n  - {a: b}");
    assert_eq!(of(&ports.elements()[0]), "80");
    assert_eq!(of(&ports.elements()[1]), "{a: b}");
    assert_eq!(of(ports.elements()[1].get("a").unwrap()), "b");
    assert_eq!(of(node.get("long").unwrap()), "one\n  two");
    assert_eq!(of(node.get("none").unwrap()), "");
    assert_eq!(of(node.get("last").unwrap()), "é");
    assert_eq!(of(&node), text.trim_start_matches("# é\n").trim_end());
}

#[test]
fn comments_anchors_and_tags_are_no_part_of_a_value() {
    let text = "a: x y  # c\nb: &q \"\\\"\"  # \"\nc: 'it''s' # '\nd: !!str &r 5 # c\ne: &m\n  # c\n  k: 1\nf: &l [1] # c\n";
    let node = read(text);
    let of = |key: &str| &text[node.get(key).unwrap().span.range()];
    let found: Vec<_> = ["a", "b", "c", "d", "e", "f"].into_iter().map(of).collect();
    assert_eq!(found, ["x y", "\"\\\"\"", "'it''s'", "5", "k: 1", "[1]"]);
}

#[test]
fn crlf_and_flow_style_keep_the_bytes() {
    let text = "a: 1\r\nb: \"é\"\r\nc: [x,\r\n  {\"y\": z}]\r\n";
    let node = read(text);
    assert_eq!(&text[node.get("b").unwrap().span.range()], "\"é\"");
    let list = node.get("c").unwrap();
    assert_eq!(&text[list.span.range()], "[x,\r\n  {\"y\": z}]");
    let (key, value) = list.elements()[1].entry("y").unwrap();
    assert_eq!(
        (&text[key.span.range()], &text[value.span.range()]),
        ("\"y\"", "z")
    );
}

/// The right side is what `jsonencode(yamldecode(…))` of Terraform 1.11.4 prints.
#[test]
fn values_are_those_of_terraform() {
    let cases = [
        ("a: 1\na: 2\n", r#"{"a":2}"#),
        ("---\na: 1\n", r#"{"a":1}"#),
        ("a: 1\n...\n", r#"{"a":1}"#),
        ("---\n", "null"),
        (
            "x: &a {k: 1, m: 3}\nz:\n  <<: *a\n  k: 2\n",
            r#"{"x":{"k":1,"m":3},"z":{"k":2,"m":3}}"#,
        ),
        (
            "x: &a {k: 1}\nz:\n  k: 2\n  <<: *a\n",
            r#"{"x":{"k":1},"z":{"k":1}}"#,
        ),
        ("z:\n  <<: {k: 1}\n", r#"{"z":{"k":1}}"#),
        ("z:\n  \"<<\": {k: 1}\n", r#"{"z":{"k":1}}"#),
        ("z:\n  !!str <<: {k: 1}\n", r#"{"z":{"<<":{"k":1}}}"#),
        (
            "a: &a {x: 1}\nb: &b {z: 2}\nc:\n  <<: *a\n  <<: *b\n",
            r#"{"a":{"x":1},"b":{"z":2},"c":{"x":1,"z":2}}"#,
        ),
        ("1: a\n", r#"{"1":"a"}"#),
        ("true: a\n", r#"{"true":"a"}"#),
        ("y: 1\n", r#"{"true":1}"#),
        ("1.50: a\n", r#"{"1.5":"a"}"#),
        ("0x10: a\n", r#"{"16":"a"}"#),
        ("007: x\n", r#"{"7":"x"}"#),
        ("1: a\n'1': b\n", r#"{"1":"b"}"#),
        ("a: !!str 1\n", r#"{"a":"1"}"#),
        ("a: !!int '1'\n", r#"{"a":"1"}"#),
        ("a: !!int 1\n", r#"{"a":1}"#),
        ("a: !!float 1\n", r#"{"a":1}"#),
        ("a: !!bool true\n", r#"{"a":true}"#),
        ("a: !!null x\n", r#"{"a":null}"#),
        ("a: !!map {x: 1}\n", r#"{"a":{"x":1}}"#),
        ("a: !<tag:yaml.org,2002:str> 1\n", r#"{"a":"1"}"#),
        ("hello\n", r#""hello""#),
        (
            "a: |\n  x\n  y\nb: >-\n  x\n  y\n",
            r#"{"a":"x\ny\n","b":"x y"}"#,
        ),
        ("{a: 1, b: [1, 2,], }\n", r#"{"a":1,"b":[1,2]}"#),
        ("a: &x 1\nb: &x 2\nc: *x\n", r#"{"a":1,"b":2,"c":2}"#),
        ("a:\n", r#"{"a":null}"#),
        ("a: &x\nb: *x\n", r#"{"a":null,"b":null}"#),
        ("? a\n: b\n", r#"{"a":"b"}"#),
        ("a: 'x\n  y'\n", r#"{"a":"x y"}"#),
        ("a: 1\rb: 2\n", r#"{"a":1,"b":2}"#),
        ("a:\t1\n", r#"{"a":1}"#),
        ("{\n\t\"a\": 1\n}\n", r#"{"a":1}"#),
        ("a: http://x/y:80\n", r#"{"a":"http://x/y:80"}"#),
        ("a: b#c\n", r#"{"a":"b#c"}"#),
        ("a:\n- 1\n- 2\n", r#"{"a":[1,2]}"#),
        (
            "a: &a {k: 1}\nb: &b {k: *a}\nc: *b\n",
            r#"{"a":{"k":1},"b":{"k":{"k":1}},"c":{"k":{"k":1}}}"#,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(json(text), expected, "{text:?}");
    }
}

#[test]
fn terraform_and_we_refuse_the_same_texts() {
    let refused = [
        "a: &a [*a]\n",
        "a: *b\n",
        "a: *x\nb: &x 1\n",
        "null: a\n",
        "[a]: b\n",
        "? \n: x\n",
        "a: &k foo\n*k : 1\n",
        "z:\n  <<: 5\n",
        "z:\n  <<: [1]\n",
        "z:\n  <<: null\n",
        "x: &a {k: 1}\nz: &b {q: 2}\ny:\n  <<: [*a, *b]\n",
        "a:\n\tb: 1\n",
        "a: \0\n",
        "a: \u{1}\n",
        "a: \u{7f}\n",
        "a: !foo x\n",
        "a: ! 12\n",
        "a: !!foo x\n",
        "a: !!int x\n",
        "a: !!float x\n",
        "a: !!bool maybe\n",
        "a: !!set {x, y}\n",
        "a: !!map [1]\n",
        "a: .nan\n",
        "a: 1\n}\n",
        "a: -\n",
        "a: @x\n",
        "a: `x`\n",
        "a: *\n",
        "a: b: c\n",
        "a: [a, b\n",
        "a: \"x\n",
        "a: \"\\q\"\n",
        "a: \"\\ud800\"\n",
    ];
    for text in refused {
        assert!(parse_yaml(FileId(0), text).is_err(), "{text:?}");
    }
}

#[test]
fn several_documents_are_several_trees_and_an_empty_text_is_none() {
    let documents = parse_yaml(FileId(0), "a: 1\n---\nb: 2\n").unwrap();
    assert_eq!(
        documents
            .iter()
            .map(|node| node.to_json().to_string())
            .collect::<Vec<_>>(),
        [r#"{"a":1}"#, r#"{"b":2}"#]
    );
    assert!(parse_yaml(FileId(0), "").unwrap().is_empty());
    assert!(
        parse_yaml(FileId(0), "# only a comment\n")
            .unwrap()
            .is_empty()
    );
}

#[test]
fn what_an_alias_stands_for_is_shown_at_its_anchor() {
    let text = "a: &x [1]\nb: *x\n";
    let node = read(text);
    assert_eq!(node.get("b").unwrap().span, node.get("a").unwrap().span);
    assert_eq!(&text[node.get("b").unwrap().span.range()], "[1]");
    assert_eq!(&text[node.span.range()], "a: &x [1]\nb: *x");
}

#[test]
fn faults_say_what_is_wrong_where_it_is() {
    let at = |text: &str, message: &str, marked: &str, start: u32| {
        assert_eq!(
            fault(text),
            (message.into(), marked.into(), start),
            "{text:?}"
        );
    };
    at(
        "a: !foo x\n",
        "Terraform's yamldecode cannot read the tag `!foo` here",
        "x",
        8,
    );
    at(
        "a: 1\nnull: 2\n",
        "a key must be a string, but this is null",
        "null",
        5,
    );
    at(
        "a: &a [*a]\n",
        "the alias stands inside what it refers to",
        "*a",
        7,
    );
    at(
        "z:\n  <<: 5\n",
        "`<<` merges one mapping into another, but its value is a single value",
        "<<",
        5,
    );
    at(
        "a: x\u{1}\n",
        "YAML allows no control characters, and this is U+0001",
        "\u{1}",
        4,
    );
    at("a: !!int x\n", "`x` cannot be read as `!!int`", "x", 9);
    assert_eq!(
        fault("a:\n\tb: 1\n").0,
        "a tab stands where YAML expects spaces"
    );
    assert!(
        fault("é: [a, b\n")
            .0
            .starts_with("this is not valid YAML: ")
    );
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    assert_eq!(
        read(&format!("{}{}", "[".repeat(128), "]".repeat(128)))
            .elements()
            .len(),
        1
    );
    for depth in [129, 100_000] {
        for text in [
            "[".repeat(depth),
            "- ".repeat(depth),
            "{a: ".repeat(depth),
            "? ".repeat(depth),
        ] {
            assert!(parse_yaml(FileId(0), &text).is_err(), "{depth}");
        }
    }
}

#[test]
fn an_alias_bomb_is_refused_at_once() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    let (message, ..) = fault(&text);
    assert_eq!(
        message,
        "the aliases of this file stand for more than 32 MB of data"
    );
    let huge = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(1 << 20),
        "*a,".repeat(100_000)
    );
    assert_eq!(fault(&huge).0, message);
}

#[test]
fn a_huge_scalar_is_read() {
    let text = format!("a: \"{}\"\n", "é".repeat(4 << 20));
    assert!(
        matches!(&read(&text).get("a").unwrap().kind, Kind::String(text) if text.len() == 8 << 20)
    );
}
