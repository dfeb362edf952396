//! See `secrets_in_tfvars.md`.

use std::collections::BTreeSet;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::Attribute;
use crate::plan::constant;
use crate::repo::Module;
use crate::repo::gitignore::Ignores;
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, FileKind, Span};

use super::secret_names::{is_plain_word, is_secret_name, may_be_secret, secret_form};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "secrets-in-tfvars",
        summary: "A secret stands in plain text in a tfvars file or in the default of a variable.",
        why: "Everyone who can read the repository, now or ever, has it: it stays in git's history after it is removed.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.0"),
        page: include_str!("secrets_in_tfvars.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tracked = context.sources.git.tracked.as_ref();
    let ignores = Ignores::of(context.sources);
    for (file, entry) in context.sources.files() {
        let is_values = matches!(entry.kind, FileKind::Variables | FileKind::VariablesJson);
        // A file that git ignores is where such values belong if they must be in a file.
        let is_tracked = |path: &str| tracked.is_some_and(|paths| paths.contains(path));
        if is_values && (is_tracked(&entry.path) || ignores.of_path(&entry.path).is_none()) {
            check_file(context, file, findings);
        }
    }
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    for module in &context.repo.modules {
        check_defaults(module, &mut seen, findings);
    }
}

fn check_file(context: &Context<'_>, file: FileId, findings: &mut Vec<Finding>) {
    for attribute in &context.repo.syntax.get(file).body.attributes {
        let name = &*attribute.name.text;
        judge(name, attribute, false, findings);
    }
}

fn check_defaults(module: &Module<'_>, seen: &mut BTreeSet<Span>, findings: &mut Vec<Finding>) {
    for (name, block) in &module.variables {
        if let Some(default) = block.body.attribute("default")
            && seen.insert(default.name.span)
        {
            judge(name, default, true, findings);
        }
    }
}

/// Reports each text in the value that is a secret by its form, or by its name and its looks.
fn judge(name: &str, attribute: &Attribute, is_default: bool, findings: &mut Vec<Finding>) {
    let value = constant(&attribute.value);
    for (path, text) in value.texts() {
        // The nearest name counts: `db = { password = "…" }`, and that of a list for its elements.
        let named = path.rsplit('.').next().unwrap_or_default();
        let named = named
            .split('[')
            .next()
            .filter(|it| !it.is_empty())
            .unwrap_or(name);
        let whole = if path.is_empty() {
            name.to_owned()
        } else if path.starts_with('[') {
            format!("{name}{path}")
        } else {
            format!("{name}.{path}")
        };
        let form = secret_form(text.as_str());
        let is_named = is_secret_name(named)
            && may_be_secret(text.as_str())
            && !(is_default && is_plain_word(text.as_str()));
        let message = match form {
            Some(form) => format!("the value of {whole} is {form} in plain text"),
            None if is_named => format!("{whole} has a secret in plain text"),
            None => continue,
        };
        let help = "Revoke it, remove the value, and read the secret where it is used from AWS Secrets Manager or \
                    Parameter Store; in CI it can also come from `TF_VAR_…`";
        let at = text.span().unwrap_or(attribute.value.span);
        findings.push(
            Finding::new(&RULE.meta, at, message, help)
                .address(format!("var.{name}"))
                .attribute(whole)
                .label("a secret"),
        );
    }
}
