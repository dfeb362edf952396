//! See `module_source_reference.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::module_source::is_head;
use crate::repo::{ModuleCall, ModuleSource};
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "module-source-reference",
        summary: "A module of this very repository is called at a tag, branch or commit.",
        why: "Terraform takes the module as it was at that reference, while iaclint judges it as it lies in the working \
              tree.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("module_source_reference.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// How many calls a finding points at besides the first.
const MAX_RELATED: usize = 5;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let head = context.sources.git.head.as_deref();
    let mut by_reference: BTreeMap<&str, Vec<(&str, &ModuleCall<'_>)>> = BTreeMap::new();
    let calls = context
        .repo
        .modules
        .iter()
        .flat_map(|module| module.calls.values());
    for call in calls {
        if let ModuleSource::Own {
            path,
            reference: Some(reference),
        } = &call.source
            && !head.is_some_and(|head| is_head(reference, head))
        {
            by_reference
                .entry(reference)
                .or_default()
                .push((path, call));
        }
    }
    for (reference, mut calls) in by_reference {
        calls.sort_by_key(|(_, call)| call.source_span);
        calls.dedup_by_key(|(_, call)| call.source_span);
        let Some(((path, first), others)) = calls.split_first() else {
            continue;
        };
        let more = match others.len() {
            0 => String::new(),
            1 => ", and 1 more call".to_owned(),
            count => format!(", and {count} more calls"),
        };
        let message = format!(
            "module.{} is {path} of this repository at {reference}{more}; judged is what lies in the working tree",
            first.name
        );
        let help = format!(
            "Check out {reference} to judge it exactly, or call the module by a relative path"
        );
        let mut finding = Finding::new(&RULE.meta, first.source_span, message, help)
            .address(format!("module.{}", first.name))
            .attribute("source");
        for (path, call) in others.iter().take(MAX_RELATED) {
            finding = finding.related(call.source_span, format!("{path} at {reference} too"));
        }
        findings.push(finding);
    }
}
