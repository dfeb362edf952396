//! The tree of small pieces of native syntax.

use crate::hcl::{Expression, ExpressionKind, Parsed, StepKind, UnaryOperator, parse};
use crate::source::{FileId, FileKind};

use super::spans;

/// The tree of a text that must be free of errors.
fn tree(text: &str) -> Parsed {
    let parsed = parse(FileId(0), FileKind::Variables, text);
    spans::check(text, &parsed);
    assert_eq!(parsed.errors, [], "{text}");
    parsed
}

/// The value in `x = value`.
fn value(text: &str) -> Expression {
    tree(&format!("x = {text}\n"))
        .body
        .attributes
        .remove(0)
        .value
}

#[test]
fn blocks_know_their_header_and_what_is_between_the_braces() {
    let text = "resource aws_vpc \"m\\u0061in\" /* { */ {\n  a = 1 # one\n}\nlocals { b = 2 }\n";
    let parsed = tree(text);
    let block = &parsed.body.blocks[0];
    assert_eq!(block.label(0), Some("aws_vpc"));
    assert_eq!(block.label(1), Some("main"));
    assert_eq!(
        &text[block.header().range()],
        "resource aws_vpc \"m\\u0061in\""
    );
    assert_eq!(&text[block.body.span.range()], "\n  a = 1 # one\n");
    assert!(text[block.span.range()].ends_with('}'));
    let locals = &parsed.body.blocks[1];
    assert_eq!(&text[locals.body.span.range()], " b = 2 ");
    let attribute = locals.body.attribute("b").unwrap();
    assert_eq!(&text[attribute.span().range()], "b = 2");
}

#[test]
fn numbers_keep_their_text_and_a_sign_is_an_operator() {
    assert_eq!(
        value("1.50e3").kind,
        ExpressionKind::Number("1.50e3".into())
    );
    let ExpressionKind::Unary(UnaryOperator::Negate, inner) = value("- 123456789012345678901").kind
    else {
        panic!("a sign is an operator");
    };
    assert_eq!(
        inner.kind,
        ExpressionKind::Number("123456789012345678901".into())
    );
}

#[test]
fn a_sign_stands_before_all_of_an_access() {
    let text = "x = - 12[*].a\n";
    let parsed = tree(text);
    let sign = &parsed.body.attributes[0].value;
    assert_eq!(&text[sign.span.range()], "- 12[*].a");
    let ExpressionKind::Unary(UnaryOperator::Negate, access) = &sign.kind else {
        panic!("a sign is an operator");
    };
    assert_eq!(&text[access.span.range()], "12[*].a");
    let ExpressionKind::Access(inner) = &access.kind else {
        panic!("the operand is an access");
    };
    assert_eq!(inner.base.kind, ExpressionKind::Number("12".into()));
    assert_eq!(inner.steps.len(), 2);
}

#[test]
fn the_steps_of_an_access_keep_their_order_and_place() {
    let text = "x = aws_x.y[0].z.*.w[*].0\n";
    let parsed = tree(text);
    let ExpressionKind::Access(access) = &parsed.body.attributes[0].value.kind else {
        panic!("an access");
    };
    assert_eq!(access.base.kind, ExpressionKind::Variable("aws_x".into()));
    let places: Vec<&str> = access
        .steps
        .iter()
        .map(|step| &text[step.span.range()])
        .collect();
    assert_eq!(places, [".y", "[0]", ".z", ".*", ".w", "[*]", ".0"]);
    assert_eq!(access.steps[3].kind, StepKind::AttributeSplat);
    assert_eq!(access.steps[5].kind, StepKind::FullSplat);
    assert_eq!(access.steps[6].kind, StepKind::LegacyIndex(0));
}

#[test]
fn calls_keep_their_namespace() {
    let ExpressionKind::Call(call) = value("provider::aws::arn_parse(local.l...)").kind else {
        panic!("a call");
    };
    assert_eq!(&*call.name.text, "provider::aws::arn_parse");
    assert!(call.expand_final);
}

#[test]
fn words_with_a_meaning_are_plain_names_as_keys() {
    let ExpressionKind::Object(items) =
        value("{ null = 1, true = 2, (false) = 3, \"a\" = 4 }").kind
    else {
        panic!("an object");
    };
    let keys: Vec<_> = items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, [Some("null"), Some("true"), None, Some("a")]);
}
