//! See `tfvars_undeclared.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::repo::words::nearest;
use crate::repo::{Module, Stack};
use crate::rule::{Check, Context, Rule};
use crate::source::FileId;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "tfvars-undeclared",
        summary: "A tfvars file gives a value to a variable that the stack does not declare.",
        why: "Terraform warns and ignores the value: whoever reads the file believes in a setting that has no effect.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("tfvars_undeclared.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // A file may serve several stacks, each of which takes what it declares.
    let mut readers: BTreeMap<FileId, Vec<&Stack<'_>>> = BTreeMap::new();
    for stack in &context.repo.stacks {
        for file in &stack.var_files {
            readers.entry(*file).or_default().push(stack);
        }
    }
    for (file, stacks) in readers {
        let modules: Vec<&Module<'_>> = stacks
            .iter()
            .map(|stack| context.repo.module(stack.module))
            .collect();
        let is_whole = modules.iter().all(|module| context.repo.is_whole(module));
        if is_whole {
            check_file(context, (file, &stacks), &modules, findings);
        }
    }
}

fn check_file(
    context: &Context<'_>,
    (file, stacks): (FileId, &[&Stack<'_>]),
    modules: &[&Module<'_>],
    findings: &mut Vec<Finding>,
) {
    for given in &context.repo.syntax.get(file).body.attributes {
        let name = &*given.name.text;
        if modules
            .iter()
            .any(|module| module.variables.contains_key(name))
        {
            continue;
        }
        let message = match stacks {
            [only] => format!(
                "{name} is given a value, but {} declares no such variable",
                only.path
            ),
            several => format!(
                "{name} is given a value, but none of the {} stacks that read this file declares such a variable",
                several.len()
            ),
        };
        let declared = modules
            .iter()
            .flat_map(|module| module.variables.keys().copied());
        let near = nearest(name, declared);
        let help = near.map_or_else(
            || "Remove the line, or declare the variable".to_owned(),
            |near| format!("Did you mean {near}? Else remove the line, or declare the variable"),
        );
        let mut finding =
            Finding::new(&RULE.meta, given.name.span, message, help).address(format!("var.{name}"));
        if let Some(near) = near {
            let block = modules.iter().find_map(|module| module.variables.get(near));
            if let Some(block) = block {
                finding = finding.related(block.header(), format!("{near} is declared here"));
            }
        }
        finding.instances = stacks
            .iter()
            .map(|stack| Instance {
                environment: stack.place.environment.clone(),
                stack: stack.path.clone(),
                address: Some(format!("var.{name}")),
            })
            .collect();
        findings.push(finding);
    }
}
