use std::collections::BTreeMap;

use super::super::phrase::{Cause, Phrase, Piece};
use super::{Contexts, Value, condition, interpolate, value_of};

struct Example;

impl Contexts for Example {
    fn context(&self, name: &str) -> Value {
        let object = |entries: &[(&str, Value)]| {
            let entries = entries.iter();
            Value::object(
                entries
                    .map(|(key, value)| ((*key).to_owned(), value.clone()))
                    .collect::<BTreeMap<_, _>>(),
            )
        };
        match name {
            "github" => {
                let mut pull = Phrase::from("refs/pull/");
                pull.push(Piece::Open(Cause::new("number")));
                object(&[
                    ("event_name", Value::text("pull_request")),
                    ("ref", Value::Text(pull)),
                ])
            }
            "matrix" => object(&[
                ("stack", Value::text("live/prod/vpc")),
                ("count", Value::Number(2.0)),
            ]),
            "needs" => Value::Open(Cause::new("made while it runs")),
            _ => Value::Null,
        }
    }
}

fn shown(text: &str) -> String {
    match condition(text, &Example) {
        Value::Bool(value) => value.to_string(),
        Value::Open(cause) => format!("open: {cause}"),
        other => other.to_phrase().shown(),
    }
}

/// What GitHub's documentation says of operators, truth and types: "Evaluate expressions in workflows and actions".
#[test]
fn expressions_are_evaluated_as_github_documents_them() {
    for (expression, expected) in [
        ("github.event_name == 'Pull_Request'", "true"),
        ("github.event_name != 'push'", "true"),
        ("github.ref == 'refs/heads/main'", "false"),
        ("github.ref == 'refs/pull/1'", "open: number"),
        ("startsWith(github.ref, 'refs/pull')", "true"),
        ("startsWith(github.ref, 'refs/heads')", "false"),
        (
            "startsWith(matrix.stack, 'live/prod/') && 'one' || 'two'",
            "one",
        ),
        (
            "startsWith(matrix.stack, 'live/test/') && 'one' || 'two'",
            "two",
        ),
        ("!contains(github.event_name, 'push')", "true"),
        (
            "contains(fromJSON('[\"push\", \"pull_request\"]'), github.event_name)",
            "true",
        ),
        ("matrix['stack']", "live/prod/vpc"),
        ("matrix.count > 1 && matrix.count <= 2", "true"),
        ("matrix.nothing == ''", "true"),
        ("format('{0}-{{{1}}}', matrix.count, 'a')", "2-{a}"),
        ("needs.x.outputs.y == 'z'", "open: made while it runs"),
        ("needs.x.outputs.y == 'z' && false", "false"),
        ("false && needs.x.outputs.y", "false"),
        ("always() || needs.x.outputs.y", "true"),
        ("'it''s'", "it's"),
        ("${{ success() }}", "true"),
        ("1 +", "open: `1 +` cannot be read"),
    ] {
        assert_eq!(shown(expression), expected, "{expression}");
    }
}

#[test]
fn a_text_keeps_what_is_known_around_what_is_not() {
    let text = interpolate("a/${{ matrix.stack }}/${{ needs.x }}/b}}", &Example);
    assert_eq!(text.shown(), "a/live/prod/vpc/…/b}}");
    assert_eq!(interpolate("${{ 'a}}b' }}", &Example).known(), Some("a}}b"));
    assert_eq!(
        value_of(" ${{ matrix.count }} ", &Example),
        Value::Number(2.0)
    );
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(shown(&deep).starts_with("open: "));
    let deep = format!("{}1", "!".repeat(100_000));
    assert_eq!(shown(&deep), "true");
}
