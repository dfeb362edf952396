//! Texts made to exhaust the stack, the memory or the reader's patience.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::hcl::{ExpressionKind, comments};
use crate::source::{FileId, FileKind};

use super::checked;

/// Generous: what is quadratic takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the parser says first about a text.
fn first_error(text: &str) -> Option<String> {
    let start = Instant::now();
    let parsed = checked(FileKind::Variables, text);
    comments(FileId(0), text);
    let head: String = text.chars().take(30).collect();
    assert!(
        start.elapsed() < PATIENCE,
        "{head:?} took {:?}",
        start.elapsed()
    );
    assert!(parsed.errors.len() <= 20);
    parsed.errors.into_iter().next().map(|error| error.message)
}

fn nested(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("a = {}{inner}{}\n", open.repeat(times), close.repeat(times))
}

const NESTS: [(&str, &str); 13] = [
    ("(", ")"),
    ("[", "]"),
    ("{a=", "}"),
    ("a[", "]"),
    ("f(", ")"),
    ("\"${", "}\""),
    ("!", ""),
    ("-", ""),
    ("a?b:", ""),
    ("a?", ":b"),
    ("[for a in b: ", "]"),
    ("{for a in b: a => ", "}"),
    ("<<E\n${", "}\nE\n"),
];

#[test]
fn ten_thousand_levels_are_refused_with_a_reason() {
    for (open, close) in NESTS {
        let error = first_error(&nested(open, "1", close, 10_000));
        let error = error.unwrap_or_default();
        assert!(
            error.contains("64 levels") || error.contains("template"),
            "{open}: {error}"
        );
    }
    let blocks = format!("{}{}", "b {\n".repeat(10_000), "}\n".repeat(10_000));
    assert!(first_error(&blocks).unwrap().contains("64 levels"));
    let directives = format!(
        "a = \"{}{}\"\n",
        "%{if a}".repeat(10_000),
        "%{endif}".repeat(10_000)
    );
    assert!(first_error(&directives).unwrap().contains("64 levels"));
}

#[test]
fn what_people_write_is_far_from_the_limits() {
    for (open, close) in NESTS {
        if open.starts_with('"') || open.starts_with('<') {
            continue;
        }
        assert_eq!(first_error(&nested(open, "1", close, 30)), None, "{open}");
    }
    assert_eq!(first_error(&format!("a = 1{}\n", " + 1".repeat(100))), None);
}

#[test]
fn operators_in_nested_objects_do_not_add_up_to_a_deep_tree() {
    let level = format!("{}}}", " + 1".repeat(100));
    let text = format!("a = {}1{}\nb = 2\n", "{a = ".repeat(60), level.repeat(60));
    assert!(first_error(&text).unwrap().contains("64 levels"));
    let parsed = checked(FileKind::Variables, &text);
    assert!(parsed.body.attribute("b").is_some());
}

#[test]
fn what_is_never_closed_ends_with_the_file() {
    for open in [
        "(",
        "[",
        "{",
        "\"",
        "\"${",
        "${",
        "<<E\n",
        "/*",
        "b {\n",
        "([{",
        "\"%{",
        "a = \"${\n",
    ] {
        for times in [1, 10_000] {
            let text = format!("a = {}", open.repeat(times));
            assert!(first_error(&text).is_some(), "{open}");
            assert!(
                first_error(&open.repeat(times)).is_some() || open == "/*",
                "{open}"
            );
        }
    }
    for close in [")", "]", "}", "~}", "*/", "E\n"] {
        assert!(first_error(&close.repeat(10_000)).is_some(), "{close}");
        assert!(
            first_error(&nested("(", "1", close, 10_000)).is_some(),
            "{close}"
        );
    }
}

#[test]
fn long_lists_objects_and_files_take_linear_time() {
    let mut keys = String::from("a = {\n");
    let mut attributes = String::new();
    for i in 0..50_000 {
        let _ = writeln!(keys, "k{i} = {i}");
        let _ = writeln!(attributes, "k{i} = {i}");
    }
    keys.push_str("}\n");
    assert_eq!(first_error(&keys), None);
    assert_eq!(first_error(&attributes), None);
    assert_eq!(
        first_error(&format!("a = {{\n{}}}\n", "k = 1\n".repeat(50_000))),
        None
    );
    assert_eq!(
        first_error(&format!("a = [{}]\n", "1,".repeat(50_000))),
        None
    );
    assert_eq!(
        first_error(&format!("a = \"{}\"\n", "x".repeat(1 << 20))),
        None
    );
    assert_eq!(
        first_error(&format!("a = <<E\n{}E\n", "E x\n".repeat(50_000))),
        None
    );
    assert_eq!(first_error(&"/**/".repeat(50_000)), None);
    assert!(
        first_error(&"k = 1\n".repeat(50_000))
            .unwrap()
            .contains("twice")
    );
    assert!(first_error(&"\"".repeat(100_001)).is_some());
    assert!(first_error(&"\u{fffd}".repeat(50_000)).is_some());
}

#[test]
fn equal_keys_are_all_kept_in_order() {
    let parsed = checked(FileKind::Variables, "a = { k = 1, \"k\" = 2, k = 3 }\n");
    let ExpressionKind::Object(items) = &parsed.body.attributes[0].value.kind else {
        panic!("an object");
    };
    let numbers: Vec<_> = items.iter().map(|item| &item.value.kind).collect();
    let expected = ["1", "2", "3"].map(|text| ExpressionKind::Number(text.into()));
    assert_eq!(numbers, expected.iter().collect::<Vec<_>>());
}

#[test]
fn deep_or_broken_json_is_refused_with_a_reason() {
    for text in [
        format!(
            "{{\"locals\":{{\"a\":{}1{}}}}}",
            "[".repeat(10_000),
            "]".repeat(10_000)
        ),
        format!(
            "{{\"locals\":{{\"a\":{}1{}}}}}",
            "[".repeat(100),
            "]".repeat(100)
        ),
        "{\"a\":".repeat(10_000),
        "[".repeat(10_000),
        format!("{{\"locals\":{{\"a\":\"{}\"}}}}", "${".repeat(10_000)),
    ] {
        let parsed = checked(FileKind::TerraformJson, &text);
        assert!(!parsed.errors.is_empty());
    }
}
