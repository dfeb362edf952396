//! See `lockfile.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::{Frame, StackId};
use crate::rule::{Check, Context, Rule};
use crate::source::{DirectoryId, Span};

use super::instance;
use super::locks::{self, Ignores};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-lockfile",
        summary: "A stack's providers are not locked, or not locked as it asks for.",
        why: "Without a lock file each machine takes the newest providers that fit, so that the same code plans \
              different changes; with a wrong one, `terraform init` fails.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("lockfile.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

const NAME: &str = ".terraform.lock.hcl";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (sources, repo) = (context.sources, context.repo);
    let ignores = Ignores::of(sources);
    // One root that is applied several times has one lock file.
    let mut roots: BTreeMap<DirectoryId, Vec<StackId>> = BTreeMap::new();
    for (id, stack) in repo.stacks() {
        roots.entry(stack.directory).or_default().push(id);
    }
    let mut missing: Vec<Vec<StackId>> = Vec::new();
    let mut ignored: BTreeMap<Span, Vec<StackId>> = BTreeMap::new();
    let mut locked = 0;
    for (directory, stacks) in roots {
        let path = format!("{}/{NAME}", sources.directory(directory).path);
        let path = path.trim_start_matches('/');
        let lock = sources.file_in(directory, NAME);
        let tracked = sources
            .git
            .tracked
            .as_ref()
            .map(|tracked| tracked.contains(path));
        // What git tracks is not affected by a .gitignore.
        let rule = if tracked == Some(true) {
            None
        } else {
            ignores.of_path(path)
        };
        match (lock, rule) {
            _ if !needs_providers(context, stacks[0]) => {}
            (_, Some(line)) => ignored.entry(line).or_default().extend(stacks),
            (Some(file), None) => {
                locked += 1;
                locks::judge(context, &stacks, file, findings);
            }
            (None, None) => missing.push(stacks),
        }
    }
    for (line, stacks) in ignored {
        findings.push(ignored_finding(context, line, &stacks));
    }
    // Where nobody has lock files that is one decision, not one fault for each stack.
    if locked == 0 && missing.len() > 1 {
        missing = vec![missing.concat()];
    }
    findings.extend(
        missing
            .iter()
            .filter_map(|stacks| missing_finding(context, stacks)),
    );
}

/// Whether `terraform init` would lock anything: some module of the stack uses a provider that is not built in.
fn needs_providers(context: &Context<'_>, id: StackId) -> bool {
    let repo = context.repo;
    let mut needed = false;
    Frame::root(repo, repo.stack(id)).each(repo, &mut |frame| {
        let module = frame.module;
        let built_in = |kind: &str| kind == "terraform_data" || kind == "terraform_remote_state";
        needed |= module
            .settings
            .required_providers
            .keys()
            .any(|name| *name != "terraform")
            || module
                .providers
                .iter()
                .any(|provider| provider.name != "terraform")
            || module
                .resources
                .values()
                .any(|resource| !built_in(resource.kind));
    });
    needed
}

fn missing_finding(context: &Context<'_>, stacks: &[StackId]) -> Option<Finding> {
    let repo = context.repo;
    let first = repo.stack(*stacks.first()?);
    let message = match stacks.len() {
        1 => format!("{} has no {NAME}", first.path),
        count => format!("none of {count} stacks has a {NAME}"),
    };
    let help = "Run `terraform init` in the stack, and commit the file that it writes";
    let span = repo.module(first.module).anchor();
    Some(of_stacks(
        context,
        stacks,
        Finding::new(&RULE.meta, span, message, help),
    ))
}

fn ignored_finding(context: &Context<'_>, line: Span, stacks: &[StackId]) -> Finding {
    let whom = match stacks {
        [only] => context.repo.stack(*only).path.clone(),
        many => format!("{} stacks", many.len()),
    };
    let pattern = context.sources.snippet(line);
    let message = format!("`{pattern}` keeps {NAME} of {whom} out of git");
    let help = "Remove the line, run `terraform init`, and commit the lock files";
    of_stacks(
        context,
        stacks,
        Finding::new(&RULE.meta, line, message, help),
    )
}

pub(super) fn of_stacks(
    context: &Context<'_>,
    stacks: &[StackId],
    mut finding: Finding,
) -> Finding {
    finding.instances = stacks.iter().map(|id| instance(context, *id)).collect();
    if let [only] = stacks {
        return super::of_stack(context, *only, finding);
    }
    finding
}
