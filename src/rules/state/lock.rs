//! See `lock.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity, Verdict};
use crate::eval::Value;
use crate::hcl::Attribute;
use crate::plan::Backend;
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Module, StackId};
use crate::rule::{Check, Context, Rule};

use super::naming::instances;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-lock",
        summary: "A state in S3 is not locked while it is written.",
        why: "Two people, or two runs of a pipeline, that apply at once overwrite each other's state; what the \
              loser made is then known to nobody.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Note]),
        security: None,
        page: include_str!("lock.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// The last release of each minor version of Terraform that does not know `use_lockfile`.
const BEFORE_LOCKFILE: &[&str] = &[
    "0.12.31", "0.13.7", "0.14.11", "0.15.5", "1.0.11", "1.1.9", "1.2.9", "1.3.10", "1.4.7",
    "1.5.7", "1.6.6", "1.7.5", "1.8.5", "1.9.8",
];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // What the repository does not say is said once, for all stacks together; so is what no run has to meet.
    let mut alike: BTreeMap<String, (Finding, Vec<StackId>)> = BTreeMap::new();
    for (id, _) in context.repo.stacks() {
        let Some(finding) = judge(context, id) else {
            continue;
        };
        let cause = match (finding.verdict, finding.severity) {
            (Verdict::Undetermined, _) => String::new(),
            (_, Severity::Note) => finding.message.clone(),
            _ => {
                findings.push(finish(context, finding, &[id]));
                continue;
            }
        };
        let known = alike.entry(cause).or_insert_with(|| (finding, Vec::new()));
        known.1.push(id);
    }
    for (mut finding, stacks) in alike.into_values() {
        let folders = stacks.iter().map(|id| context.repo.stack(*id).directory);
        let others = folders.collect::<BTreeSet<_>>().len() - 1;
        if others > 0 {
            let _ = write!(finding.message, " ({others} more stacks alike)");
        }
        findings.push(finish(context, finding, &stacks));
    }
}

fn finish(context: &Context<'_>, mut finding: Finding, stacks: &[StackId]) -> Finding {
    finding.instances = instances(context, stacks);
    finding
        .address("terraform.backend")
        .attribute("use_lockfile")
}

fn judge(context: &Context<'_>, id: StackId) -> Option<Finding> {
    let backend = context.plan.backend(id);
    if backend.kind != "s3" {
        return None;
    }
    let stack = context.repo.stack(id);
    let module = context.repo.module(stack.module);
    let lockfile = backend.arguments.get("use_lockfile");
    let table = backend
        .arguments
        .get("dynamodb_table")
        .filter(|value| !value.is_null() && value.as_str() != Some(""));
    match (lockfile.map(Value::as_switch), table) {
        (Some(Some(true)), _) => old_version(backend, module),
        (_, Some(table)) => deprecated(backend, table, module),
        (Some(None), None) => None,
        (None, None) if backend.identity.is_err() => {
            let message = format!(
                "whether the state of {} is locked cannot be told: parts of its backend are not in the repository",
                module.name()
            );
            Some(Finding::undetermined(&RULE.meta, backend.span, message))
        }
        (None | Some(Some(false)), None) => {
            let message = format!(
                "the state of {} is not locked: its backend has neither use_lockfile nor dynamodb_table",
                module.name()
            );
            let help = if may_be_older(module) == Some(true) {
                "Add `use_lockfile = true` and require Terraform 1.10 or later: `required_version = \">= 1.10\"`"
            } else {
                "Add `use_lockfile = true` (Terraform 1.10 or later)"
            };
            let span = lockfile.and_then(Value::place).unwrap_or(backend.span);
            Some(Finding::new(&RULE.meta, span, message, help))
        }
    }
}

/// `use_lockfile` where a Terraform may run that refuses it.
fn old_version(backend: &Backend, module: &Module<'_>) -> Option<Finding> {
    let required = required_version(module)?;
    let constraints = parse(required)?;
    let old = BEFORE_LOCKFILE.iter().rev().copied();
    let named = constraints.all.iter().map(|one| &one.version);
    let limit = version(1, 10);
    let exact = named.filter(|version| **version < limit && constraints.allow(version));
    let older = old
        .filter_map(Version::parse)
        .find(|version| constraints.allow(version))
        .or_else(|| exact.into_iter().next().cloned())?;
    let is_sure = !(10..100).any(|minor| constraints.allow(&version(1, minor)))
        && !constraints
            .all
            .iter()
            .any(|one| one.version >= limit && constraints.allow(&one.version));
    let span = backend
        .argument_span("use_lockfile")
        .unwrap_or(backend.span);
    let (message, severity) = if is_sure {
        let message = format!(
            "use_lockfile needs Terraform 1.10, but required_version allows only older ones such as {older}; \
             `terraform init` fails"
        );
        (message, Severity::Error)
    } else {
        let message = format!(
            "use_lockfile needs Terraform 1.10, but required_version allows {older}, whose `terraform init` refuses it"
        );
        // Nothing is at risk: whoever runs such a version is told so at once.
        (message, Severity::Note)
    };
    let help = "Set the lower bound: `required_version = \">= 1.10\"`";
    Some(
        Finding::new(&RULE.meta, span, message, help)
            .severity(severity)
            .related(required.value.span, "allows older versions"),
    )
}

/// A table where every Terraform that may run says that it is deprecated.
fn deprecated(backend: &Backend, table: &Value, module: &Module<'_>) -> Option<Finding> {
    let constraints = parse(required_version(module)?)?;
    let may_be_older = may_be_older(module)? || constraints.allow(&version(1, 10));
    let allows_newer = (11..100).any(|minor| constraints.allow(&version(1, minor)));
    if may_be_older || !allows_newer {
        return None;
    }
    let message = "dynamodb_table is deprecated since Terraform 1.11 in favour of use_lockfile";
    let help = "Set `use_lockfile = true` beside it, apply once everywhere, then remove dynamodb_table and the table";
    let span = table.place().unwrap_or(backend.span);
    Some(Finding::new(&RULE.meta, span, message, help).severity(Severity::Note))
}

/// Whether the module may run with a Terraform before 1.10; `None` where it requires no version or an unreadable one.
fn may_be_older(module: &Module<'_>) -> Option<bool> {
    let constraints = parse(required_version(module)?)?;
    let mut old = BEFORE_LOCKFILE
        .iter()
        .filter_map(|text| Version::parse(text));
    let limit = version(1, 10);
    let named = |version: &Version| *version < limit && constraints.allow(version);
    Some(
        old.any(|version| constraints.allow(&version))
            || constraints.all.iter().any(|one| named(&one.version)),
    )
}

fn required_version<'m>(module: &Module<'m>) -> Option<&'m Attribute> {
    // All of several must hold; the newest Terraform is limited by any one, so only a single one is judged.
    match module.settings.required_version.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

fn parse(required: &Attribute) -> Option<Constraints> {
    Constraints::parse(required.value.as_str()?, Dialect::TerraformOrModule)
}

fn version(major: u64, minor: u64) -> Version {
    Version {
        numbers: vec![major, minor, 0],
        prerelease: String::new(),
    }
}
