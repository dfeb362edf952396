//! See `module_source_missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::words::nearest;
use crate::repo::{Module, ModuleCall, ModuleSource};
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "module-source-missing",
        summary: "A module call leads to a folder that is not there or holds no configuration.",
        why: "`terraform init` fails: there is no module to install.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("module_source_missing.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(context: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    for call in module.calls.values() {
        if let Some((message, help)) = fault(context, call) {
            let finding = Finding::new(&RULE.meta, call.source_span, message, help);
            findings.push(
                finding
                    .address(format!("module.{}", call.name))
                    .attribute("source"),
            );
        }
    }
}

/// What is wrong with the source of a call, and what to do.
fn fault(context: &Context<'_>, call: &ModuleCall<'_>) -> Option<(String, String)> {
    let name = call.name;
    match &call.source {
        ModuleSource::Missing => Some((
            format!("module.{name} has no source"),
            "Add `source` with the path of the module's folder".to_owned(),
        )),
        ModuleSource::Outside(source) => Some((
            format!(
                "module.{name} has the source `{source}`, which lies outside of the repository"
            ),
            "Move the module into the repository, or call it by its registry or git address"
                .to_owned(),
        )),
        // A reference other than the working tree may hold what the working tree does not.
        ModuleSource::Own {
            reference: Some(_), ..
        } => None,
        ModuleSource::Local(path) | ModuleSource::Own { path, .. } => {
            if context.repo.module_at(path).is_some() {
                return None;
            }
            let exists = context.sources.find_directory(path).is_some();
            let fault = if exists {
                "holds no Terraform file"
            } else {
                "does not exist"
            };
            let help = match near(context, path) {
                Some(near) => format!("Did you mean {near}?"),
                None => "Correct the path; it is relative to the folder of this file".to_owned(),
            };
            Some((format!("module.{name} calls {path}, which {fault}"), help))
        }
        _ => None,
    }
}

/// The module whose folder is written most like `path`.
fn near<'c>(context: &Context<'c>, path: &str) -> Option<&'c str> {
    nearest(
        path,
        context
            .repo
            .modules
            .iter()
            .map(|module| module.path.as_str()),
    )
}
