mod meaning;

use super::{Schema, Violation, compile, validate};
use crate::data::{Template, parse_json, parse_template_json, parse_yaml};
use crate::source::FileId;

fn schema(text: &str) -> Schema {
    compile("policies/schemas/a.json", text, &|_| None)
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn yaml(schema_text: &str, text: &str) -> Vec<Violation> {
    validate(
        &schema(schema_text),
        &parse_yaml(FileId(0), text).unwrap()[0],
    )
}

/// Every violation as `marked text | message | help`.
fn told(schema_text: &str, text: &str) -> Vec<String> {
    let tell = |violation: Violation| {
        format!(
            "{} | {} | {}",
            &text[violation.span.range()],
            violation.message,
            violation.help
        )
    };
    yaml(schema_text, text).into_iter().map(tell).collect()
}

fn template(schema_text: &str, text: &str) -> Vec<String> {
    let Ok(Template::Tree(node)) = parse_template_json(FileId(0), text) else {
        panic!("{text}")
    };
    validate(&schema(schema_text), &node)
        .into_iter()
        .map(|violation| violation.message)
        .collect()
}

const PORT: &str = r#"{"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
  "name": {"type": "string", "description": "What the service is called.", "pattern": "^[a-z]+$", "minLength": 3, "maxLength": 5},
  "port": {"type": "integer", "minimum": 1, "maximum": 65535},
  "ratio": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "multipleOf": 0.25},
  "protocol": {"enum": ["tcp", "udp"]}, "debug": {"type": "boolean"}, "kind": {"const": "web"},
  "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "minItems": 1, "maxItems": 2},
  "limits": {"type": "object", "minProperties": 1, "maxProperties": 1, "propertyNames": {"pattern": "^[a-z]+$"}},
  "date": {"type": "string", "format": "date"}, "never": false, "some": {"contains": {"const": 1}},
  "either": {"type": ["string", "array"]}, "not": {"not": {"enum": ["root"]}}}}"#;

const TOLD: &[(&str, &str)] = &[
    (
        "nam: x\nname: abc\n",
        "nam | unknown key `nam` | did you mean `name`?",
    ),
    (
        "port: 80\n",
        "port | missing key `name` | add `name`: What the service is called",
    ),
    (
        "name: ABC\n",
        "ABC | `name` is \"ABC\", which does not match the pattern `^[a-z]+$` | `name`: What the service is called",
    ),
    (
        "name: ab\n",
        "ab | `name` must have at least 3 characters, but is \"ab\" | `name`: What the service is called",
    ),
    (
        "name: abcdef\n",
        "abcdef | `name` must have at most 5 characters, but is \"abcdef\" | `name`: What the service is called",
    ),
    (
        "name: 123\n",
        "123 | `name` must be a string, but is the number 123 | write it in quotes: \"123\"",
    ),
    (
        "name: yes\n",
        "yes | `name` must be a string, but is true | write it in quotes; YAML reads it as true here",
    ),
    (
        "name: abc\nport: '80'\n",
        "'80' | `port` must be a whole number, but is the string \"80\" | write 80 without quotes",
    ),
    (
        "name: abc\nport:\n",
        "port | `port` must be a whole number, but is empty | ",
    ),
    (
        "name: abc\nport: 70000\n",
        "70000 | `port` must be at most 65535, but is 70000 | ",
    ),
    (
        "name: abc\nport: 0\n",
        "0 | `port` must be at least 1, but is 0 | ",
    ),
    (
        "name: abc\nratio: 1\n",
        "1 | `ratio` must be less than 1, but is 1 | ",
    ),
    (
        "name: abc\nratio: 0.3\n",
        "0.3 | `ratio` must be a multiple of 0.25, but is 0.3 | ",
    ),
    (
        "name: abc\nprotocol: tpc\n",
        "tpc | `protocol` must be `tcp` or `udp`, but is the string \"tpc\" | did you mean `tcp`?",
    ),
    (
        "name: abc\nkind: x\n",
        "x | `kind` must be `web`, but is the string \"x\" | ",
    ),
    (
        "name: abc\ndebug: 'true'\n",
        "'true' | `debug` must be true or false, but is the string \"true\" | write true without quotes",
    ),
    (
        "name: abc\ntags: a\n",
        "a | `tags` must be a list, but is the string \"a\" | write a list, such as [\"a\"]",
    ),
    (
        "name: abc\ntags: []\n",
        "tags | `tags` must not be empty | ",
    ),
    (
        "name: abc\ntags: [a, b, c]\n",
        "tags | `tags` must have at most 2 elements, but has 3 | ",
    ),
    (
        "name: abc\ntags: [a, a]\n",
        "a | `tags` lists \"a\" twice | remove one of them",
    ),
    (
        "name: abc\ntags: [a, 1]\n",
        "1 | `tags[1]` must be a string, but is the number 1 | write it in quotes: \"1\"",
    ),
    (
        "name: abc\nlimits: {}\n",
        "limits | `limits` must have at least 1 key, but has 0 | ",
    ),
    (
        "name: abc\nlimits: {A: 1}\n",
        "A | the key `A` is \"A\", which does not match the pattern `^[a-z]+$` | rename the key",
    ),
    (
        "name: abc\ndate: 2026-13-01\n",
        "2026-13-01 | `date` is \"2026-13-01\", which is not a valid date | ",
    ),
    (
        "name: abc\nnever: 1\n",
        "1 | `never` is not allowed here | remove it",
    ),
    (
        "name: abc\nsome: [2]\n",
        "some | no element of `some` is one that must be there | ",
    ),
    (
        "name: abc\neither: 1\n",
        "1 | `either` must be a string or a list, but is the number 1 | write it in quotes: \"1\"",
    ),
    (
        "name: abc\nnot: root\n",
        "root | `not` must not be \"root\" | ",
    ),
    (
        "- a\n",
        "- | the document must be a mapping, but is a list | ",
    ),
];

#[test]
fn each_keyword_is_told_at_its_key_or_value() {
    for (text, expected) in TOLD {
        assert_eq!(told(PORT, text), [*expected], "{text}");
    }
    assert!(
        told(
            PORT,
            "name: abc\nport: 80\nratio: 0.5\nprotocol: tcp\ntags: [a]\nlimits: {a: 1}\n"
        )
        .is_empty()
    );
}

#[test]
fn places_below_lists_are_named_and_marked() {
    let list = r#"{"type": "array", "items": {"type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"type": "array", "items": {"type": "object", "required": ["b"]}}, "b": {}}}}"#;
    assert_eq!(
        told(list, "- c: 1\n  a: []\n"),
        ["c | unknown key `c` in element 1 of the list | allowed here: `a` and `b`"]
    );
    assert_eq!(
        told(list, "- b: 1\n"),
        ["b | missing key `a` in element 1 of the list | add `a`"]
    );
    assert_eq!(
        told(list, "- {b: 1}\n"),
        ["{ | missing key `a` in element 1 of the list | add `a`"]
    );
    assert_eq!(
        told(list, "- a:\n    - c: 1\n"),
        ["c | missing key `b` in `[0].a[0]` | add `b`"]
    );
    assert_eq!(yaml(list, "- a:\n    - c: 1\n")[0].pointer, "/0/a/0");
}

#[test]
fn only_the_nearest_branch_is_told() {
    let forms = r#"{"oneOf": [{"type": "string"}, {"type": "object", "required": ["from"], "additionalProperties": false,
        "properties": {"from": {"type": "string"}}}]}"#;
    assert_eq!(
        told(forms, "form: x\n"),
        ["form | unknown key `form` | did you mean `from`?"]
    );
    assert_eq!(
        told(forms, "5\n"),
        [
            "5 | the document must be a string or a mapping, but is the number 5 | write it in quotes: \"5\""
        ]
    );
    let marked = r#"{"anyOf": [{"properties": {"kind": {"const": "a"}, "x": {"type": "string"}}},
        {"properties": {"kind": {"const": "b"}, "x": {"type": "integer"}}}]}"#;
    assert_eq!(
        told(marked, "kind: b\nx: z\n"),
        ["z | `x` must be a whole number, but is the string \"z\" | "]
    );
    let words = r#"{"oneOf": [{"const": "a", "description": "A"}, {"const": "b"}]}"#;
    assert_eq!(
        told(words, "c\n"),
        ["c | the document must be `a` or `b`, but is the string \"c\" | "]
    );
    let keys = r#"{"anyOf": [{"required": ["cpu"]}, {"required": ["memory", "swap"]}]}"#;
    assert_eq!(
        told(keys, "x: 1\n"),
        [
            "x | missing key: `cpu` or `memory` and `swap` is needed | add `cpu` or `memory` and `swap`"
        ]
    );
    let both = r#"{"oneOf": [{"required": ["cpu"]}, {"required": ["memory"]}]}"#;
    assert_eq!(
        told(both, "cpu: 1\nmemory: 1\n"),
        [
            "cpu | the document fits more than one of the forms of which only one is allowed | keep one of `cpu` and `memory`"
        ]
    );
}

#[test]
fn keys_that_need_or_exclude_each_other_are_named() {
    let needs = r#"{"dependentRequired": {"user": ["group"]}, "not": {"required": ["a", "b"]}}"#;
    assert_eq!(
        told(needs, "user: 1\n"),
        ["user | missing key `group`, which `user` needs beside it | add `group`"]
    );
    assert_eq!(
        told(needs, "a: 1\nb: 1\n"),
        ["a | the document must not have `a` and `b` together | "]
    );
}

#[test]
fn what_depends_on_a_hole_is_no_violation() {
    let port = |text: &str| template(PORT, text);
    assert!(port(r#"{"name": "${n}", "port": ${p}, "tags": [${t}]}"#).is_empty());
    assert!(port(r#"{"${k}": 1}"#).is_empty());
    assert!(port(r#"{"name": "A${n}", "kind": "w${x}", "protocol": ${p}}"#).is_empty());
    assert_eq!(
        port(r#"{"name": "${n}", "port": "${p}"}"#),
        ["`port` must be a whole number, but is the string \"${p}\""]
    );
    assert_eq!(port(r#"{"name": ${n}, "prt": 1}"#), ["unknown key `prt`"]);
    assert_eq!(port(r#"{"port": ${p}}"#), ["missing key `name`"]);
    assert!(port("${all}").is_empty());
    let conditional = r#"{"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}}"#;
    assert!(template(conditional, r#"{"a": ${x}}"#).is_empty());
    assert_eq!(template(conditional, r#"{"a": 1}"#), ["missing key `b`"]);
    let forms = r#"{"oneOf": [{"required": ["a"], "properties": {"a": {"const": 1}}}, {"required": ["c"]}]}"#;
    assert!(template(forms, r#"{"a": ${x}}"#).is_empty());
    assert_eq!(template(forms, r#"{"d": "${x}"}"#).len(), 1);
}

#[test]
fn references_are_followed_within_the_folder_only() {
    let read = |path: &str| match path {
        "policies/schemas/b.json" => {
            Some(r#"{"$defs": {"n": {"type": "integer", "description": "A count."}}}"#.to_owned())
        }
        "policies/schemas/below/c.json" => Some(r#"{"$ref": "../b.json#/$defs/n"}"#.to_owned()),
        "policies/d.json" => panic!("a file outside the folder was read"),
        _ => None,
    };
    let compiled = |text: &str| compile("policies/schemas/a.json", text, &read);
    let schema = compiled(
        r#"{"$id": "https://example.com/x.json", "properties": {"a": {"$ref": "below/c.json"}}}"#,
    )
    .unwrap();
    let found = validate(&schema, &parse_json(FileId(0), r#"{"a": "x"}"#).unwrap());
    assert_eq!(
        found[0].message,
        "`a` must be a whole number, but is the string \"x\""
    );
    assert_eq!(found[0].help, "`a`: A count");
    for (target, message) in [
        (
            "../d.json",
            "`$ref` must point into this file or to a file in its folder; `../d.json` is not read",
        ),
        (
            "https://example.com/d.json",
            "`$ref` must point into this file or to a file in its folder; `https://example.com/d.json` is not read",
        ),
        (
            "/etc/passwd",
            "`$ref` must point into this file or to a file in its folder; `/etc/passwd` is not read",
        ),
        (
            "e.json",
            "`$ref` names `policies/schemas/e.json`, which is no file here",
        ),
        (
            "#/$defs/x",
            "`$ref` names `#/$defs/x`, but nothing is there",
        ),
        (
            "b.json#/$defs/x",
            "`$ref` names `b.json#/$defs/x`, but nothing is there",
        ),
        (
            "#anchor",
            "`$ref` must name a place by its path, such as `#/$defs/port`, but is `#anchor`",
        ),
    ] {
        let errors = compiled(&format!("{{\"$ref\": \"{target}\"}}")).unwrap_err();
        assert_eq!(
            errors[0].to_string(),
            format!("policies/schemas/a.json:1:10: {message}")
        );
    }
}

#[test]
fn keys_with_slashes_digits_and_nothing_are_found() {
    let any = r#"{"additionalProperties": {"type": "string"}}"#;
    assert_eq!(told(any, "'': 1\n").len(), 1);
    assert_eq!(told(any, "'0': 1\n").len(), 1);
    assert_eq!(yaml(any, "'a/b~c': 1\n")[0].pointer, "/a~1b~0c");
}

#[test]
fn a_schema_that_refers_to_itself_ends() {
    let tree = r##"{"properties": {"a": {"$ref": "#"}}, "additionalProperties": false}"##;
    assert_eq!(
        told(tree, "a: {a: {b: 1}}\n"),
        ["b | unknown key `b` in `a.a` | allowed here: `a`"]
    );
    for endless in [r##"{"$ref": "#"}"##, r##"{"allOf": [{"$ref": "#"}]}"##] {
        assert!(
            compile("s.json", endless, &|_| None).is_err() || told(endless, "a: 1\n").is_empty()
        );
    }
}

#[test]
fn a_slow_pattern_decides_nothing() {
    let text = format!("a: {}!\n", "a".repeat(5000));
    assert!(
        told(
            r#"{"properties": {"a": {"pattern": "^(?=(a+)+$)b"}}}"#,
            &text
        )
        .len()
            <= 1
    );
}
