//! Documents in which something is not known.

use crate::eval::{Cause, Encoding, Kind, Part, Shape, Unknown, Value};
use crate::types::Type;

use super::super::super::testing::{attribute, outputs, planned};

const BUCKETS: &str = r#"
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" {}
variable "names" { type = list(string) }
"#;

/// What the document of these statements is, as text for people.
fn shown(body: &str) -> String {
    let output = "output \"json\" { value = data.aws_iam_policy_document.it.json }";
    let text = format!("{BUCKETS}data \"aws_iam_policy_document\" \"it\" {{\n{body}\n}}\n{output}");
    outputs(&text).remove(0).1
}

#[test]
fn an_attribute_stays_what_it_is_inside() {
    assert_eq!(
        shown("statement {\n  sid = \"A\"\n  resources = [aws_s3_bucket.a.arn]\n}"),
        "jsonencode({ Statement = [{ Effect = \"Allow\", Resource = <aws_s3_bucket.a.arn>, Sid = \"A\" }], Version = \"2012-10-17\" })"
    );
    let decoded = outputs(&format!(
        r#"{BUCKETS}
        data "aws_iam_policy_document" "one" {{
          statement {{ resources = [aws_s3_bucket.a.arn] }}
        }}
        data "aws_iam_policy_document" "two" {{
          source_policy_documents = [data.aws_iam_policy_document.one.minified_json]
        }}
        output "resource" {{
          value = jsondecode(data.aws_iam_policy_document.two.json).Statement[0].Resource
        }}"#
    ));
    let found = decoded.iter().find(|(name, _)| name == "resource").unwrap();
    assert_eq!(found.1, "<aws_s3_bucket.a.arn>");
}

#[test]
fn a_text_that_is_not_known_begins_with_a_brace_and_is_never_null() {
    let text = format!(
        "{BUCKETS}data \"aws_iam_policy_document\" \"it\" {{\n  policy_id = aws_s3_bucket.a.id\n}}"
    );
    planned(&text, |plan| {
        for name in ["json", "minified_json"] {
            let json = attribute(plan, "data.aws_iam_policy_document.it", name);
            let unknown = json.as_unknown().unwrap();
            assert_eq!(unknown.ty, Type::String);
            assert_eq!(unknown.cause, Cause::Apply);
            assert_eq!(unknown.refinement.prefix.as_deref(), Some("{"));
            assert!(unknown.refinement.not_null);
        }
    });
}

#[test]
fn strings_that_certainly_differ_make_a_list_of_them() {
    let list =
        "statement {\n  resources = [aws_s3_bucket.a.arn, \"${aws_s3_bucket.a.arn}/&{x}\"]\n}";
    // The list has no third element, whatever stands before the dots: its order is not known.
    assert_eq!(
        shown(list),
        "jsonencode({ Statement = [{ Effect = \"Allow\", Resource = [<aws_s3_bucket.a.arn>, \"<aws_s3_bucket.a.arn>/$${x}\", <aws_s3_bucket.a.arn>…] }], Version = \"2012-10-17\" })"
    );
    let maybe_one =
        "statement {\n  resources = [aws_s3_bucket.a.bucket, aws_s3_bucket.b.bucket]\n}";
    assert!(
        shown(maybe_one)
            .contains("Resource = <<aws_s3_bucket.a.bucket> | [<aws_s3_bucket.a.bucket>, ")
    );
}

#[test]
fn an_entry_that_may_be_missing_may_be_null() {
    assert!(shown("statement {\n  actions = var.names\n}").contains("Action = <null | <string: "));
    assert!(
        !shown("statement {\n  actions = concat([\"a\", \"b\"], var.names)\n}").contains("null")
    );
}

#[test]
fn what_is_read_from_a_document_keeps_its_place() {
    let text = r#"
        data "aws_iam_policy_document" "it" {
          statement {
            actions = ["s3:GetObject"]
          }
        }
        locals {
          action = jsondecode(data.aws_iam_policy_document.it.json).Statement[0].Action
        }
    "#;
    planned(text, |plan| {
        let place = plan.root().locals["action"].origin.unwrap();
        let written = &text[place.start as usize..place.end as usize];
        assert_eq!(written, "\"s3:GetObject\"");
    });
}

#[test]
fn documents_that_double_each_time_end() {
    for first in [
        "actions = [\"a\"]",
        "actions = [aws_s3_bucket.a.arn]",
        "actions = var.names",
    ] {
        let mut text = format!(
            "{BUCKETS}data \"aws_iam_policy_document\" \"d0\" {{\n  statement {{\n    {first}\n  }}\n}}\n"
        );
        for at in 1..60 {
            let before = format!("data.aws_iam_policy_document.d{}.json", at - 1);
            let block = format!(
                "data \"aws_iam_policy_document\" \"d{at}\" {{\n  source_policy_documents = [{before}, {before}]\n}}\n"
            );
            text.push_str(&block);
        }
        planned(&text, |plan| {
            let last = attribute(plan, "data.aws_iam_policy_document.d59", "json");
            assert!(!last.is_known());
        });
    }
}

/// Whatever the variables of `unknown.tf.txt` turn out to be, what is known without them must hold.
#[test]
fn whatever_turns_out_is_what_was_known_before() {
    let documents = include_str!("unknown.tf.txt");
    let variables = |values: Option<[&str; 5]>| -> String {
        let variable = |(at, (name, ty)): (usize, (&str, &str))| {
            let default = values.map(|values| format!("  default = {}\n", values[at]));
            let default = default.unwrap_or_default();
            format!("variable \"{name}\" {{\n  type = {ty}\n{default}}}\n")
        };
        let variables = [
            ("names", "list(string)"),
            ("name", "string"),
            ("other", "string"),
            ("extra", "string"),
            ("flag", "bool"),
        ];
        variables.into_iter().enumerate().map(variable).collect()
    };
    let json = |values: Option<[&str; 5]>| -> Vec<(String, Value)> {
        planned(&format!("{documents}{}", variables(values)), |plan| {
            assert_eq!(plan.faults, [], "{values:?}");
            let addresses = plan.root().resources.keys();
            let json = |address: &&str| attribute(plan, address, "json");
            addresses
                .map(|address| ((*address).to_owned(), json(address)))
                .collect()
        })
    };
    let before = json(None);
    assert_eq!(before.len(), 14);
    for values in [
        ["[]", "\"a\"", "\"a1\"", "\"{}\"", "true"],
        ["[\"x\"]", "\"Read\"", "\"\"", "\"\"", "false"],
        [
            "[\"x\", \"y\"]",
            "\"StringEquals\"",
            "\"Read\"",
            "\"null\"",
            "true",
        ],
        [
            "[\"*\"]",
            "\"AWS\"",
            "\"x\"",
            r#""{\"Id\":\"i\",\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\"},{\"Effect\":\"Allow\"}]}""#,
            "false",
        ],
        [
            "[\"y\", \"x\", \"AWS\", \"*\", \"y\"]",
            "\"\"",
            "\"y\"",
            r#""{\"Id\":\"i\",\"Statement\":[{\"Sid\":\"N1\"},{\"Sid\":\"Other\",\"Action\":[]}]}""#,
            "true",
        ],
    ] {
        for ((address, before), (_, after)) in before.iter().zip(json(Some(values))) {
            let text = after
                .as_str()
                .unwrap_or_else(|| panic!("{address} with {values:?}"));
            let after: serde_json::Value = serde_json::from_str(text).unwrap();
            let is_allowed = |one: &Value| match &decoded(one) {
                Some(decoded) => allows(decoded, &after),
                None => panic!("{address} is {one:?}"),
            };
            let shown = crate::eval::show(before);
            assert!(
                is_any(before, &is_allowed),
                "{address} with {values:?}: {shown}, but {after}"
            );
        }
    }
}

fn is_any(value: &Value, is_allowed: &dyn Fn(&Value) -> bool) -> bool {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) => alternatives.iter().any(is_allowed),
        _ => is_allowed(value),
    }
}

fn decoded(json: &Value) -> Option<Value> {
    if let Some(text) = json.as_str() {
        let json = serde_json::from_str(text).ok()?;
        return Some(super::super::read::of_json(&json));
    }
    match &json.as_unknown()?.shape {
        Shape::Encoded(Encoding::Json, value) => Some((**value).clone()),
        _ => None,
    }
}

/// Whether a document, or a part of one, may turn out to be this.
fn allows(value: &Value, found: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (&value.kind, found) {
        (Kind::Unknown(unknown), _) => unknown_allows(unknown, found),
        (Kind::String(text), Json::String(found)) => text.as_str() == found,
        (Kind::Tuple(items), Json::Array(found)) => {
            items.len() == found.len()
                && items
                    .iter()
                    .zip(found)
                    .all(|(item, found)| allows(item, found))
        }
        (Kind::Object(entries), Json::Object(found)) => {
            found.keys().all(|name| entries.contains(name))
                && entries
                    .iter()
                    .all(|(name, entry)| match found.get(&**name) {
                        Some(found) => allows(entry, found),
                        None => may_be_missing(name, entry),
                    })
        }
        (kind, found) => panic!("{kind:?} for {found:?}"),
    }
}

/// Whether an entry says that it may be missing: by `null`, by being a name that may be empty, or by being a list of
/// statements that may be empty.
fn may_be_missing(name: &str, entry: &Value) -> bool {
    let Some(unknown) = entry.as_unknown() else {
        return entry.is_null();
    };
    match (name, &unknown.shape) {
        (_, Shape::Choice(alternatives)) => {
            alternatives.iter().any(|one| may_be_missing(name, one))
        }
        ("Statement", Shape::Open { known, .. }) => known.is_empty(),
        ("Sid" | "Id", Shape::Opaque) => true,
        _ => false,
    }
}

fn unknown_allows(unknown: &Unknown, found: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (&unknown.shape, found) {
        (Shape::Choice(alternatives), _) => alternatives
            .iter()
            .any(|one| !one.is_null() && (!is_text(one) || found.is_string()) && fits(one, found)),
        (Shape::Open { known, each }, Json::Array(items)) => {
            let length = items.len() as u64;
            unknown.refinement.min_length <= length
                && unknown
                    .refinement
                    .max_length
                    .is_none_or(|most| length <= most)
                && known
                    .iter()
                    .all(|one| items.iter().any(|item| fits(one, item)))
                && items
                    .iter()
                    .all(|item| known.iter().chain([&**each]).any(|one| fits(one, item)))
        }
        (Shape::Partial(entries), Json::Object(found)) => entries.iter().all(|(name, entry)| {
            found
                .get(&**name)
                .map_or_else(|| may_be_missing(name, entry), |found| fits(entry, found))
        }),
        (Shape::Template(parts), Json::String(found)) => {
            let mut rest = found.as_str();
            parts.iter().all(|part| match part {
                Part::Text(text, _) => match rest.find(text.as_str()) {
                    Some(at) => {
                        rest = &rest[at + text.as_str().len()..];
                        true
                    }
                    None => false,
                },
                Part::Hole(_) => true,
            })
        }
        (Shape::Opaque | Shape::Symbol(_), _) => unknown.ty == Type::Dynamic || found.is_string(),
        _ => false,
    }
}

fn is_text(value: &Value) -> bool {
    value.ty() == Type::String
}

/// The same for values of any two kinds.
fn fits(value: &Value, found: &serde_json::Value) -> bool {
    let is_kind = match &value.kind {
        Kind::Unknown(_) => true,
        Kind::String(_) => found.is_string(),
        Kind::Tuple(_) => found.is_array(),
        Kind::Object(_) => found.is_object(),
        _ => false,
    };
    is_kind && allows(value, found)
}
