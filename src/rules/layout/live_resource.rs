//! See `live_resource.md`.

use crate::address::ResourceMode;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};

use super::MAX_RELATED;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-live-resource",
        summary: "A stack declares resources itself instead of calling modules.",
        why: "Each environment then has a copy of the code, and a change in one must be repeated by hand in the others.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("live_resource.md"),
        options: &[RuleOption {
            name: "allow",
            summary: "Types of resources that stacks may declare; `*` at the end stands for any ending. None by default.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Stack(check),
};

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let (repo, layout) = (context.repo, &context.repo.layout);
    let exists = |root: &String| context.sources.find_directory(root).is_some();
    // Only where stacks and modules live apart does a stack have somewhere to put its resources.
    if layout.live.is_empty() || !layout.module_roots().iter().any(exists) {
        return;
    }
    let allow = context.strings(&RULE.meta, "allow");
    let allowed = |kind: &str| {
        allow.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(start) => kind.starts_with(start),
            None => kind == pattern,
        })
    };
    let stack = repo.stack(id);
    let resources = repo.module(stack.module).resources.iter();
    let mut own: Vec<_> = resources
        .filter(|(_, it)| it.mode == ResourceMode::Managed && !allowed(it.kind))
        .map(|(address, it)| (it.block.header(), address))
        .collect();
    own.sort();
    let Some(((first, address), others)) = own.split_first() else {
        return;
    };
    let message = match others.len() {
        0 => format!("{} declares {address} itself", stack.path),
        more => format!(
            "{} declares {address} and {more} more resources itself",
            stack.path
        ),
    };
    let help = "Move the resources into a module and call it, or allow their types with the option `allow`";
    let mut finding = Finding::new(&RULE.meta, *first, message, help).address(address.as_str());
    for (span, address) in others.iter().take(MAX_RELATED) {
        finding = finding.related(*span, format!("{address} too"));
    }
    findings.push(finding);
}
