//! See `backend_missing.md`.

use std::collections::BTreeSet;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::repo::{Module, StackId};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::globs::matches_any;
use super::naming::instances;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-backend-missing",
        summary: "A stack has no backend, so its state is a file on whichever machine applies it.",
        why: "The next person, or the pipeline, finds no state and plans to make everything a second time; a lost \
              disk loses track of all that exists.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("backend_missing.md"),
        options: &[RuleOption {
            name: "bootstrap",
            summary: "Folders of stacks that may keep a local state, such as the one that makes the bucket; globs \
                      are allowed. None without it.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let bootstrap = context.strings(&RULE.meta, "bootstrap");
    let mut seen = BTreeSet::new();
    let mut without: Vec<StackId> = Vec::new();
    let mut any_declared = false;
    for (id, stack) in repo.stacks() {
        let module = repo.module(stack.module);
        // What makes and reads nothing has no state to lose: settings that other folders link to, for one.
        let has_state = !module.resources.is_empty() || !module.calls.is_empty();
        let is_declared = context.plan.backend(id).is_declared;
        any_declared |= is_declared;
        let is_missing = has_state && !is_declared && !matches_any(bootstrap, &module.path);
        if is_missing && seen.insert(stack.directory) {
            without.push(id);
        }
    }
    if without.is_empty() {
        return;
    }
    if let Some(tool) = generator(context) {
        findings.push(generated(context, tool, &without));
        return;
    }
    let is_applied = |id: &StackId| repo.stack(*id).place.environment.is_some();
    let is_exception = any_declared && without.len() <= FEW;
    if !is_exception && !without.iter().any(is_applied) {
        findings.push(everywhere(context, &without));
        return;
    }
    for id in without {
        let module = repo.module(repo.stack(id).module);
        let message = format!(
            "{} has no backend: its state is the file terraform.tfstate on the machine that applies it",
            module.name()
        );
        let mut finding = Finding::new(&RULE.meta, place(context, module), message, HELP);
        finding.instances = instances(context, &[id]);
        findings.push(finding.address("terraform.backend"));
    }
}

const HELP: &str = "Add a `backend \"s3\"` block with a bucket and a key of its own to the `terraform` block; if this \
                    stack makes that bucket, name it in the option `bootstrap` of this rule";

/// How many stacks without a backend are taken for forgotten ones beside those that have one.
const FEW: usize = 3;

/// Where many stacks have no backend, or none has one, and they are no environment's, it may be a sample, or
/// components whose backend a tool elsewhere writes: one warning for all.
fn everywhere(context: &Context<'_>, without: &[StackId]) -> Finding {
    let module = context.repo.module(context.repo.stack(without[0]).module);
    let message = match without.len() {
        1 => format!(
            "{} has no backend: its state is the file terraform.tfstate on the machine that applies it",
            module.name()
        ),
        count => format!(
            "{count} stacks have no backend: their states are files on the machine that applies them"
        ),
    };
    let mut finding = Finding::new(&RULE.meta, place(context, module), message, HELP);
    finding.instances = instances(context, without);
    finding
        .severity(Severity::Warning)
        .address("terraform.backend")
}

fn generated(context: &Context<'_>, tool: &str, without: &[StackId]) -> Finding {
    let module = context.repo.module(context.repo.stack(without[0]).module);
    let more = match without.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let message = format!(
        "whether {}{more} have a backend cannot be told: {tool} may write it before Terraform runs",
        module.name()
    );
    let mut finding = Finding::undetermined(&RULE.meta, place(context, module), message);
    finding.instances = instances(context, without);
    finding.address("terraform.backend")
}

/// The module's first `terraform` block, else its first file.
fn place(context: &Context<'_>, module: &Module<'_>) -> Span {
    let mut bodies = module
        .files
        .iter()
        .map(|file| &context.repo.syntax.get(*file).body);
    let block = bodies.find_map(|body| body.blocks_of("terraform").next());
    block.map_or(module.anchor(), crate::hcl::Block::header)
}

/// The tool whose files say that it writes parts of the configuration.
fn generator(context: &Context<'_>) -> Option<&'static str> {
    context.sources.files().find_map(|(_, file)| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        match name {
            "terragrunt.hcl" | "terragrunt.stack.hcl" => Some("Terragrunt"),
            "atmos.yaml" => Some("Atmos"),
            _ if name.ends_with(".tm.hcl") => Some("Terramate"),
            _ => None,
        }
    })
}
