//! See `duplicate_declaration.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::Module;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parse-duplicate-declaration",
        summary: "The same address is declared twice in one module.",
        why: "Terraform refuses a module that declares one address twice.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("duplicate_declaration.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(_: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    for duplicate in &module.duplicates {
        let message = format!("{} is declared a second time", duplicate.address);
        let help = "Remove or rename one of the two; to change a declaration from another file, \
                    use an override file (`override.tf` or `*_override.tf`)";
        let finding = Finding::new(&RULE.meta, duplicate.second, message, help)
            .address(duplicate.address.clone())
            .label("declared again")
            .related(duplicate.first, "first declared here");
        findings.push(finding);
    }
}
