//! See `module_source_missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::gitignore::Ignores;
use crate::repo::words::nearest;
use crate::repo::{Module, ModuleCall, ModuleSource};
use crate::rule::{Check, Context, Rule};
use crate::source::relative_path;

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
        let Some((message, help, meant)) = fault(context, module, call) else {
            continue;
        };
        if let Some(finding) = ignored(context, call) {
            findings.push(finding);
            continue;
        }
        let mut finding = Finding::new(&RULE.meta, call.source_span, message, help)
            .address(format!("module.{}", call.name))
            .attribute("source");
        if let Some(source) = meant {
            finding = finding.fix(
                "Call the module that is meant",
                call.source_span,
                format!("\"{source}\""),
            );
        }
        findings.push(finding);
    }
}

/// What git ignores is put there by something else before Terraform runs.
fn ignored(context: &Context<'_>, call: &ModuleCall<'_>) -> Option<Finding> {
    let path = call.source.own_path()?;
    let line = Ignores::of(context.sources).of_path(&format!("{path}/main.tf"))?;
    let message = format!(
        "whether {path}, which module.{} calls, is there cannot be told: git ignores it",
        call.name
    );
    let finding = Finding::undetermined(&RULE.meta, call.source_span, message);
    let finding = finding.related(line, "ignored here");
    Some(
        finding
            .address(format!("module.{}", call.name))
            .attribute("source"),
    )
}

/// What is wrong with the source of a call, what to do, and the source that is certainly meant.
fn fault(
    context: &Context<'_>,
    module: &Module<'_>,
    call: &ModuleCall<'_>,
) -> Option<(String, String, Option<String>)> {
    let name = call.name;
    match &call.source {
        ModuleSource::Missing => Some((
            format!("module.{name} has no source"),
            "Add `source` with the path of the module's folder".to_owned(),
            None,
        )),
        ModuleSource::Outside(source) => Some((
            format!(
                "module.{name} has the source `{source}`, which lies outside of the repository"
            ),
            "Move the module into the repository, or call it by its registry or git address"
                .to_owned(),
            None,
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
            let message = format!("module.{name} calls {path}, which {fault}");
            let Some((near, is_certain)) = near(context, path) else {
                let help = "Correct the path; it is relative to the folder of this file";
                return Some((message, help.to_owned(), None));
            };
            let source = written(&relative_path(&module.path, near));
            let help = format!("Did you mean {near}? Seen from here that is `{source}`");
            Some((message, help, is_certain.then_some(source)))
        }
        _ => None,
    }
}

/// A relative path as Terraform wants it in a `source`.
fn written(path: &str) -> String {
    if path.starts_with("..") {
        path.to_owned()
    } else {
        format!("./{path}")
    }
}

/// The module that is likely meant by `path`, and whether it is certain. Certain is the only one that ends in the
/// same two folders: then the number of `../` is wrong.
fn near<'c>(context: &Context<'c>, path: &str) -> Option<(&'c str, bool)> {
    let modules = || {
        context
            .repo
            .modules
            .iter()
            .map(|module| module.path.as_str())
    };
    let mut tail = path.rsplitn(3, '/');
    if let (Some(last), Some(above)) = (tail.next(), tail.next()) {
        let end = format!("{above}/{last}");
        let mut same =
            modules().filter(|module| *module == end || module.ends_with(&format!("/{end}")));
        if let (Some(only), None) = (same.next(), same.next()) {
            return Some((only, true));
        }
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let split = |module: &'c str| module.rsplit_once('/').unwrap_or(("", module));
    let beside = modules().filter(|module| split(module).0 == folder);
    let names: Vec<&'c str> = beside.map(|module| split(module).1).collect();
    let near = nearest(name, names.iter().copied())?;
    modules()
        .find(|module| split(module) == (folder, near))
        .map(|module| (module, false))
}
