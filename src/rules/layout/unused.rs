//! See `unused.md`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::address::ResourceMode;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::{Block, Expression, as_reference, step_name, walk_body, walk_expression};
use crate::repo::Module;
use crate::rule::{Check, Context, Rule};
use crate::source::{FileKind, Span};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-unused",
        summary: "A variable, local value or data source is used by nothing.",
        why: "Readers and callers take it for something that has an effect; a data source even costs a request and \
              can fail.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("unused.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// What a declaration is called, and whether some module that has it uses it.
struct Declared {
    address: String,
    is_used: bool,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let judge = |module: &Module<'_>| judge(context, module);
    let modules: Vec<Vec<(Span, Declared)>> = context.repo.modules.par_iter().map(judge).collect();
    // A file that is linked into several modules declares for all of them: one that uses it is enough.
    let mut declared: BTreeMap<Span, Declared> = BTreeMap::new();
    for (span, one) in modules.into_iter().flatten() {
        let known = declared.entry(span).or_insert(Declared {
            address: one.address,
            is_used: false,
        });
        known.is_used |= one.is_used;
    }
    for (span, one) in declared.into_iter().filter(|(_, one)| !one.is_used) {
        let message = format!("{} is used by nothing in its module", one.address);
        let help = if one.address.starts_with("var.") {
            "Remove it, with the values that are given to it"
        } else {
            "Remove it"
        };
        findings.push(Finding::new(&RULE.meta, span, message, help).address(one.address));
    }
}

/// Every declaration of a module that something should use.
fn judge(context: &Context<'_>, module: &Module<'_>) -> Vec<(Span, Declared)> {
    let used = used(context, module);
    let is_used = |address: Address<'_>| used.is_unclear || used.addresses.contains(&address);
    let mut found = Vec::new();
    for (name, block) in &module.variables {
        let address = format!("var.{name}");
        let is_used = is_used(["var", name, ""]);
        found.push((block.header(), Declared { address, is_used }));
    }
    for (name, local) in &module.locals {
        let address = format!("local.{name}");
        let is_used = is_used(["local", name, ""]);
        found.push((local.name.span, Declared { address, is_used }));
    }
    for (address, resource) in &module.resources {
        if resource.mode == ResourceMode::Data {
            let address = address.clone();
            let is_used =
                is_assertion(&resource.block) || is_used(["data", resource.kind, resource.name]);
            found.push((resource.block.header(), Declared { address, is_used }));
        }
    }
    found
}

/// Whether a data source is there for what it checks: a condition is its use.
fn is_assertion(block: &Block) -> bool {
    let lifecycle = block
        .body
        .blocks_of("lifecycle")
        .flat_map(|it| &it.body.blocks);
    lifecycle
        .into_iter()
        .any(|it| matches!(&*it.kind.text, "precondition" | "postcondition"))
}

/// The parts of an address: `var`, `name` and nothing, or `data`, type and name.
type Address<'a> = [&'a str; 3];

#[derive(Default)]
struct Used<'a> {
    addresses: BTreeSet<Address<'a>>,
    /// Whether a part of the module cannot be read, so that any of its names may be used there.
    is_unclear: bool,
}

/// The names that any file of the module uses, in any block, known to this program or not.
fn used<'a>(context: &Context<'a>, module: &Module<'_>) -> Used<'a> {
    let mut used = Used::default();
    for file in &module.files {
        let parsed = context.repo.syntax.get(*file);
        used.is_unclear |= !parsed.errors.is_empty();
        if context.sources.file(*file).kind == FileKind::TerraformJson {
            // Some strings of the JSON syntax are references without any mark, those of `depends_on` for one.
            in_text(&context.sources.text(*file).content, &mut used.addresses);
        }
        for attribute in &parsed.body.attributes {
            walk_expression(&attribute.value, &mut |expression| {
                used.addresses.extend(address(expression));
            });
        }
        for block in &parsed.body.blocks {
            let is_variable = &*block.kind.text == "variable";
            let own = block.label(0).filter(|_| is_variable);
            walk_body(&block.body, &mut |expression| {
                // The conditions of a variable speak of the variable itself.
                let found = address(expression);
                let is_own =
                    |address: &Address<'_>| own.is_some_and(|own| *address == ["var", own, ""]);
                used.addresses.extend(found.filter(|found| !is_own(found)));
            });
        }
    }
    used
}

/// The address that a reference begins with, where it is one of those judged here.
fn address(expression: &Expression) -> Option<Address<'_>> {
    let (root, steps) = as_reference(expression)?;
    match root {
        "var" | "local" => Some([root, step_name(steps, 0)?, ""]),
        "data" => Some(["data", step_name(steps, 0)?, step_name(steps, 1)?]),
        _ => None,
    }
}

/// Every address that a text may hold.
fn in_text<'a>(text: &'a str, found: &mut BTreeSet<Address<'a>>) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    for word in text.split(|c: char| !is_name(c) && c != '.') {
        let mut parts = word.split('.');
        while let Some(part) = parts.next() {
            let mut after = parts.clone();
            let (first, second) = (after.next(), after.next());
            match (part, first, second) {
                ("var" | "local", Some(name), _) => found.insert([part, name, ""]),
                ("data", Some(kind), Some(name)) => found.insert([part, kind, name]),
                _ => false,
            };
        }
    }
}
