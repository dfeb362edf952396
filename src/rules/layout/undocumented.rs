//! See `undocumented.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
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
        let lacks = |argument: &str| block.body.attribute(argument).is_none();
        let (missing, help) = match (lacks("type"), lacks("description")) {
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
        if block.body.attribute("description").is_none() {
            let message = format!("the output {name} has no description");
            let help = "Add `description`: what it is, and for whom";
            findings.push(
                Finding::new(&RULE.meta, block.header(), message, help)
                    .address(format!("output.{name}")),
            );
        }
    }
}
