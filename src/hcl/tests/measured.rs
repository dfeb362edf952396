//! Files and values as Terraform 1.11.4 takes them.
//!
//! `native.txt` and `json.txt` hold one file a line as a JSON string, after `+` where Terraform accepts it
//! (`terraform fmt` for native syntax, `terraform validate` for JSON) and `-` where it does not.
//! `templates.txt` holds an expression and the output that `terraform apply` gave for it.

use std::collections::BTreeMap;

use crate::hcl::{Expression, ExpressionKind, Template, TemplatePart};
use crate::source::FileKind;

use super::checked;

/// Panics with all files of the table that are taken differently.
fn compare(table: &str, kind: FileKind) {
    let mut different = Vec::new();
    for line in table.lines() {
        let (accepted, text) = line.split_at(2);
        let text: String = serde_json::from_str(text).unwrap();
        let parsed = checked(kind, &text);
        if parsed.errors.is_empty() != (accepted == "+ ") {
            different.push(format!("{line}: {:?}", parsed.errors));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn native_syntax_is_accepted_and_rejected_as_by_terraform() {
    compare(include_str!("native.txt"), FileKind::Variables);
}

#[test]
fn json_syntax_is_accepted_and_rejected_as_by_terraform() {
    compare(include_str!("json.txt"), FileKind::TerraformJson);
}

#[test]
fn templates_and_heredocs_have_terraforms_text() {
    for line in include_str!("templates.txt").lines() {
        let (source, expected): (String, String) = serde_json::from_str(line).unwrap();
        let parsed = checked(FileKind::Variables, &format!("x = {source}\n"));
        assert_eq!(parsed.errors, [], "{source}");
        let value = text(&parsed.body.attributes[0].value, &BTreeMap::new());
        assert_eq!(value, expected, "{source}");
    }
}

type Names<'a> = BTreeMap<&'a str, String>;

/// The text of an expression made of literals, templates and the iterators of `for` directives.
fn text(expression: &Expression, names: &Names) -> String {
    match &expression.kind {
        ExpressionKind::String(text) => text.to_string(),
        ExpressionKind::Bool(value) => value.to_string(),
        ExpressionKind::Variable(name) => names[&**name].clone(),
        ExpressionKind::Template(template) => template_text(template, names),
        other => panic!("no constant: {other:?}"),
    }
}

fn template_text(template: &Template, names: &Names) -> String {
    template
        .parts
        .iter()
        .map(|part| part_text(part, names))
        .collect()
}

fn part_text(part: &TemplatePart, names: &Names) -> String {
    match part {
        TemplatePart::Literal(text, _) => text.to_string(),
        TemplatePart::Interpolation(inner) => text(inner, names),
        TemplatePart::If {
            condition, yes, no, ..
        } => {
            let chosen = if text(condition, names) == "true" {
                yes
            } else {
                no
            };
            template_text(chosen, names)
        }
        TemplatePart::For {
            value_name,
            collection,
            body,
            ..
        } => {
            let ExpressionKind::Tuple(items) = &collection.kind else {
                panic!("no list: {collection:?}");
            };
            let round = |item| {
                let mut names = names.clone();
                names.insert(&value_name.text, text(item, &names));
                template_text(body, &names)
            };
            items.iter().map(round).collect()
        }
    }
}
