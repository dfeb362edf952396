//! See `undocumented.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::Body;
use crate::repo::Module;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-undocumented",
        summary: "A variable has no type or no description, or an output has no description.",
        why: "Whoever calls the module must read its code to learn what to pass, and without a type Terraform \
              accepts anything.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("undocumented.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(_: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    for (name, block) in &module.variables {
        let is_untyped = block.body.attribute("type").is_none();
        let (missing, help) = match (is_untyped, is_undescribed(&block.body)) {
            (true, true) => (
                "neither a type nor a description",
                "Add `type` and `description`",
            ),
            (true, false) => (
                "no type",
                "Add `type`; `any` says at least that every type is meant",
            ),
            (false, true) => (
                "no description",
                "Add `description`: what it is, and its unit",
            ),
            (false, false) => continue,
        };
        let message = format!("var.{name} has {missing}");
        findings.push(
            Finding::new(&RULE.meta, block.header(), message, help).address(format!("var.{name}")),
        );
    }
    for (name, block) in &module.outputs {
        if is_undescribed(&block.body) {
            let message = format!("the output {name} has no description");
            let help = "Add `description`: what it is, and for whom";
            findings.push(
                Finding::new(&RULE.meta, block.header(), message, help)
                    .address(format!("output.{name}")),
            );
        }
    }
}

/// Whether nothing is said of what it is: a text of blanks says nothing either.
fn is_undescribed(body: &Body) -> bool {
    let Some(description) = body.attribute("description") else {
        return true;
    };
    description
        .value
        .as_str()
        .is_some_and(|text| text.trim().is_empty())
}
