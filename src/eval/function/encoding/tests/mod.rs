//! What is expected is what Terraform 1.11.4 printed.

mod unknown;

use std::fmt::Write as _;

use super::super::testing::{call, call_within, error, json, text};
use crate::eval::budget::Budget;
use crate::eval::map::Map;
use crate::eval::text::Text;
use crate::eval::unknown::Cause;
use crate::eval::value::{Kind, Value};
use crate::source::{FileId, Span};
use crate::types::Type;

fn decode(text: &str) -> Value {
    call("jsondecode", &[Value::string(text)])
        .unwrap_or_else(|failure| panic!("{text:?}: {}", failure.message))
}

#[test]
fn random_values_are_written_and_read_as_by_terraform() {
    let mut count = 0;
    for line in include_str!("golden.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let (yaml, expected) = (
            case["yaml"].as_str().unwrap(),
            case["json"].as_str().unwrap(),
        );
        let value = decode(expected);
        assert_eq!(json(&value), expected);
        assert_eq!(text("yamlencode", &[value]), yaml);
        let back = call("yamldecode", &[Value::string(yaml)]).unwrap();
        assert_eq!(json(&back), expected, "{yaml}");
        count += 1;
    }
    assert!(count >= 100);
}

#[test]
fn values_become_json() {
    let controls = "\0\u{1}\u{8}\t\n\u{c}\r\u{1f}\u{7f}\u{85}\u{2028}\u{2029}";
    let strings = Type::String;
    let cases = [
        (Value::null(), "null"),
        (Value::null_of(Type::Bool), "null"),
        (Value::string("<>&'\"\\/"), r#""\u003c\u003e\u0026'\"\\/""#),
        (
            Value::string(controls),
            "\"\\u0000\\u0001\\b\\t\\n\\f\\r\\u001f\u{7f}\u{85}\\u2028\\u2029\"",
        ),
        (
            Value::object(Map::from_iter([
                ("é", Value::number(3)),
                ("<", Value::number(1)),
                ("b\n", Value::null()),
                ("Z", Value::bool(true)),
            ])),
            r#"{"\u003c":1,"Z":true,"b\n":null,"é":3}"#,
        ),
        (
            Value::list(
                strings.clone(),
                vec![Value::string("a"), Value::null_of(strings)],
            ),
            r#"["a",null]"#,
        ),
        (Value::object(Map::default()), "{}"),
    ];
    for (value, expected) in cases {
        assert_eq!(json(&value), expected);
    }
    let infinite = call("yamldecode", &[Value::string(".inf")]).unwrap();
    assert!(error("jsonencode", &[infinite]).contains("infinite"));
}

#[test]
fn json_is_read_with_gos_oddities() {
    let cases = [
        (" 1 ", "1"),
        (
            r#"{"b":1,"a":[1,"x",null,1.50]}"#,
            r#"{"a":[1,"x",null,1.5],"b":1}"#,
        ),
        (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
        (r#"{"a":1,"a":"x"}"#, r#"{"a":"x"}"#),
        (r#"{"a":null,"a":2}"#, r#"{"a":2}"#),
        (r#"{"a":"5","a":1}"#, r#"{"a":1}"#),
        (
            r#"{"a":{"b":1},"a":{"b":2,"c":3}}"#,
            r#"{"a":{"b":2,"c":3}}"#,
        ),
        ("[]]", "[]"),
        (r#"{"a":[1]}}} {"#, r#"{"a":[1]}"#),
        ("1]x", "1"),
        ("[0e0,1E-2,1e5,1E+5]", "[0,0.01,100000,100000]"),
        (r#""\ud83d\udc4d""#, "\"👍\""),
        (r#""\ud83dx""#, "\"\u{fffd}x\""),
        (r#""\ud83d\u0041""#, "\"\u{fffd}A\""),
        (r#""\ud83d\ud83d\udc4d""#, "\"\u{fffd}👍\""),
        (r#""\udc4d\n""#, "\"\u{fffd}\\n\""),
        (r#""\/\b\f\n\r\t\\\"""#, r#""/\b\f\n\r\t\\\"""#),
        (r#""e\u0301""#, "\"é\""),
        (r#"{"":1}"#, r#"{"":1}"#),
    ];
    for (text, expected) in cases {
        assert_eq!(json(&decode(text)), expected, "{text}");
    }
    let ty = decode(r#"{"a":null,"b":[1]}"#).ty();
    let expected = [("a", Type::Dynamic), ("b", Type::tuple(vec![Type::Number]))];
    assert_eq!(ty, Type::object(expected));
    assert_eq!(decode("null").ty(), Type::Dynamic);
}

#[test]
fn what_is_not_json_to_terraform_is_refused() {
    let refused = [
        "",
        " ",
        "[1,]",
        "[,1]",
        r#"{"a":1,}"#,
        "{a:1}",
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "1 2",
        "{} {}",
        "[] x",
        "tru",
        "truex",
        "NaN",
        "\"a",
        r#""\x""#,
        r#""\u12""#,
        r#""\U0041""#,
        "\"a\tb\"",
        "\"a\nb\"",
        "\u{a0}1",
        "\u{feff}1",
        "// c\n1",
        "[1 2]",
        r#"{"a" 1}"#,
        r#"{"a":1 "b":2}"#,
        "{1:1}",
        "{",
        "[",
        "]",
        "'a'",
        "bad",
        "[1}",
        r#"{"a":1]"#,
        "[1.e5]",
        "[-01]",
        "[truefalse]",
        "1,2",
        r#"{"a":}"#,
        r#"{"a"}"#,
        r#""\ud83d\ud8""#,
        r#"{"a":1,"a":null}"#,
        r#"{"a":[1],"a":[2,3]}"#,
        r#"{"a":"x","a":false}"#,
        r#"{"a":1,"a":false}"#,
        r#"{"a":{},"a":"x"}"#,
        r#"{"a":{"b":1,"c":1},"a":{"b":2}}"#,
        r#"{"e\u0301":1}"#,
    ];
    for text in refused {
        error("jsondecode", &[Value::string(text)]);
    }
    error("jsondecode", &[Value::null()]);
    error("jsondecode", &[Value::tuple(vec![])]);
}

#[test]
fn yaml_is_read_as_by_terraform() {
    let cases = [
        (
            "a: 1\nb: ~\nc: [~, yes, 0o17, 0x1F]\n",
            r#"{"a":1,"b":null,"c":[null,true,15,31]}"#,
        ),
        (
            "Version: 2012-10-17",
            r#"{"Version":"2012-10-17T00:00:00Z"}"#,
        ),
        ("Version: '2012-10-17'", r#"{"Version":"2012-10-17"}"#),
        ("!!str 2012-10-17", r#""2012-10-17""#),
        (
            "2001-12-14: |-\n  2001-12-14",
            r#"{"2001-12-14T00:00:00Z":"2001-12-14T00:00:00Z"}"#,
        ),
        ("a: &x 1\nb: *x\n<<: {c: 2}", r#"{"a":1,"b":1,"c":2}"#),
        ("e\u{301}: 1\né: 2", r#"{"é":2}"#),
        ("--- 1\n...\n", "1"),
        ("a: |-\n  5\nb: |\n  x\n", r#"{"a":"5","b":"x\n"}"#),
        ("-.5e-3", "-0.0005"),
        ("---\n", "null"),
    ];
    for (text, expected) in cases {
        let value = call("yamldecode", &[Value::string(text)]);
        let value = value.unwrap_or_else(|failure| panic!("{text:?}: {}", failure.message));
        assert_eq!(json(&value), expected, "{text:?}");
    }
    let refused = [
        "",
        "# a",
        "--- 1\n--- 2\n",
        ".nan",
        "0xFFFFFFFFFFFFFFFFFF",
        "!!set {a, b}",
        "!foo 1",
        "[a, b]: 1",
        "a: b: c",
        "a: *x",
    ];
    for text in refused {
        error("yamldecode", &[Value::string(text)]);
    }
}

#[test]
fn yaml_that_terraform_reads_in_another_way_is_not_guessed() {
    let texts = [
        "a: |\n\nb: 1",
        "a: |-\n  yes\n",
        "a: [\nb\n]\n",
        "a: \"x\ny\"\n",
        "a: x\u{2028}y",
    ];
    for text in texts {
        let value = call("yamldecode", &[Value::string(text)]).unwrap();
        assert!(!value.is_known(), "{text:?}: {value:?}");
    }
}

#[test]
fn single_values_become_yaml_documents() {
    let infinite = call("yamldecode", &[Value::string("-.inf")]).unwrap();
    let long = format!("{0} {0} {0} {0}", "a".repeat(30));
    let cases = [
        (infinite, "-Inf\n...\n".to_owned()),
        (Value::null(), "null\n...\n".to_owned()),
        (Value::bool(true), "true\n...\n".to_owned()),
        (Value::string(""), "\"\"\n".to_owned()),
        (Value::string("a\n\n"), "|+\n  a\n\n".to_owned()),
        (Value::string(" a\nb"), "|2-\n   a\n  b\n".to_owned()),
        (Value::string("a \nb"), "\"a \\nb\"\n".to_owned()),
        (
            Value::string("\u{feff}a\n"),
            "\"\\uFEFF\\x61\\n\"\n".to_owned(),
        ),
        (
            Value::string(&long),
            format!("\"{0} {0} {0}\n  {0}\"\n", "a".repeat(30)),
        ),
        (Value::tuple(vec![]), "[]\n".to_owned()),
    ];
    for (value, expected) in cases {
        assert_eq!(text("yamlencode", &[value]), expected);
    }
}

#[test]
fn urls_are_encoded() {
    let plain = "a b&c=d/é+~-_.!*'()\n\"<>[]{}|\\^`@:;,?#%$";
    assert_eq!(
        text("urlencode", &[Value::string(plain)]),
        "a+b%26c%3Dd%2F%C3%A9%2B~-_.%21%2A%27%28%29%0A%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60%40%3A%3B%2C%3F%23%25%24"
    );
}

#[test]
fn what_is_decoded_has_the_place_of_its_text() {
    let span = |at| Some(Span::new(FileId(0), at, at + 1));
    let joined = Text::join([
        (&Text::new("[1,"), span(5)),
        (&Text::new("\"b\"]"), span(9)),
    ]);
    for function in ["jsondecode", "yamldecode"] {
        let value = call(function, &[Kind::String(joined.clone()).into()]).unwrap();
        let items = value.elements().unwrap();
        assert_eq!(
            (value.origin, items[0].origin, items[1].origin),
            (span(5), span(5), span(9))
        );
        let value = call(function, &[Value::string("[1]").at(span(7).unwrap())]).unwrap();
        assert_eq!(value.elements().unwrap()[0].origin, span(7));
    }
}

#[test]
fn hostile_values_and_texts_end() {
    let deep = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    assert!(decode(&deep(128)).is_known());
    for function in ["jsondecode", "yamldecode"] {
        let value = call(function, &[Value::string(deep(100_000))]).unwrap();
        assert_eq!(value.as_unknown().unwrap().cause, Cause::Budget);
    }
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    let value = call("yamldecode", &[Value::string(bomb)]).unwrap();
    assert_eq!(value.as_unknown().unwrap().cause, Cause::Budget);
    // One value that is shared at each level stands for very many.
    let mut shared = Value::string("x");
    for _ in 0..18 {
        shared = Value::tuple(vec![shared.clone(), shared]);
    }
    for function in ["jsonencode", "yamlencode"] {
        let budget = Budget::of(100_000);
        assert!(call_within(function, &[shared.clone()], &budget).is_err());
    }
    let mut nested = Value::string("x");
    for _ in 0..200 {
        nested = Value::tuple(vec![nested]);
    }
    for function in ["jsonencode", "yamlencode"] {
        assert!(!call(function, &[nested.clone()]).unwrap().is_known());
    }
}
