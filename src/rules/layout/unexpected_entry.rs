//! See `unexpected_entry.md`.

use std::collections::BTreeSet;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::layout::{Segment, is_inside};
use crate::repo::words;
use crate::rule::{Check, Context, Rule};
use crate::source::{DirectoryId, Span};

use super::{called_folders, holds_configuration};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-unexpected-entry",
        summary: "A folder stands where regions belong and is called like none.",
        why: "Its stacks are taken for no region's, so that nothing compares them with their region, and a \
              misspelt region goes unnoticed.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("unexpected_entry.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let sources = context.sources;
    let mut called: Option<BTreeSet<String>> = None;
    for (_, folder) in sources.directories() {
        let parts = context.repo.layout.parts_below(&folder.path);
        let fixed = |part: &&Segment| matches!(part, Segment::Region | Segment::Literal(_));
        if !parts.contains(&&Segment::Region) || !parts.iter().all(fixed) {
            continue;
        }
        for (name, entry) in &folder.directories {
            let literal = |part: &&Segment| matches!(part, Segment::Literal(text) if text == name);
            if words::is_region(name) || name == "global" || parts.iter().any(literal) {
                continue;
            }
            let called = called.get_or_insert_with(|| {
                let folders = called_folders(context.repo).into_iter();
                folders
                    .map(|id| sources.directory(id).path.clone())
                    .collect()
            });
            // A module among the regions is the matter of layout-module-outside.
            let path = &sources.directory(*entry).path;
            if !called.iter().any(|module| is_inside(module, path)) {
                findings.extend(finding(context, *entry, name));
            }
        }
    }
}

fn finding(context: &Context<'_>, entry: DirectoryId, name: &str) -> Option<Finding> {
    let sources = context.sources;
    let path = &sources.directory(entry).path;
    let span = Span::file_start(sources.anchor(entry)?);
    if words::is_region_like(name) && words::nearest_region(name).is_none() {
        let message = format!("{path} is called like a region that iaclint does not know");
        let help = "Check the name; if the region is new, nothing is wrong";
        return Some(Finding::new(&RULE.meta, span, message, help).severity(Severity::Note));
    }
    let near = words::nearest_region(name).or_else(|| words::nearest(name, ["global"]));
    if near.is_none() && !holds_configuration(sources, entry) {
        return None;
    }
    let message = format!("{path} is called neither like a region nor `global`");
    let help = match near {
        Some(near) => format!("Did you mean {near}?"),
        None => "Move what is in it below a region or `global`".to_owned(),
    };
    Some(Finding::new(&RULE.meta, span, message, help))
}
