//! See `lockfile.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::{Frame, StackId};
use crate::rule::{Check, Context, Rule};
use crate::source::{DirectoryId, FileId, Span};

use super::locks;
use super::{MAX_RELATED, instance};
use crate::repo::gitignore::Ignores;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-lockfile",
        summary: "A stack's providers are not locked, or not locked as it asks for.",
        why: "Without a lock file each machine takes the newest providers that fit, so that the same code plans \
              different changes; with a wrong one, `terraform init` fails.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
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
    let is_terragrunt = |path: &str| path.rsplit('/').next() == Some("terragrunt.hcl");
    let has_terragrunt = sources.files().any(|(_, file)| is_terragrunt(&file.path));
    // One root that is applied several times has one lock file.
    let mut roots: BTreeMap<DirectoryId, Vec<StackId>> = BTreeMap::new();
    for (id, stack) in repo.stacks() {
        roots.entry(stack.directory).or_default().push(id);
    }
    let mut missing: Vec<Vec<StackId>> = Vec::new();
    let mut kept_out: BTreeMap<Span, Vec<StackId>> = BTreeMap::new();
    let mut locked = 0;
    let mut narrow = Vec::new();
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
            (_, Some(line)) => kept_out.entry(line).or_default().extend(stacks),
            (Some(file), None) => {
                locked += 1;
                locks::judge(context, &stacks, file, findings);
                narrow.extend(locks::one_platform(context, file).map(|found| (found, stacks)));
            }
            (None, None) if has_terragrunt && !has_backend(context, stacks[0]) => {}
            (None, None) => missing.push(stacks),
        }
    }
    for (line, stacks) in kept_out {
        findings.push(ignored_finding(context, line, &stacks));
    }
    findings.extend(narrow_finding(context, &narrow));
    // Where nobody has lock files that is one decision, not one fault for each stack; nor are many forgotten singly.
    if (locked == 0 && missing.len() > 1) || missing.len() > FEW {
        missing = vec![missing.concat()];
    }
    findings.extend(
        missing
            .iter()
            .filter_map(|stacks| missing_finding(context, stacks, locked)),
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

/// Whether a stack says itself where its state is. What Terragrunt applies does not: Terragrunt copies the folder,
/// adds a backend, and keeps the lock file beside its own configuration.
fn has_backend(context: &Context<'_>, id: StackId) -> bool {
    let settings = &context.repo.module(context.repo.stack(id).module).settings;
    settings.backend.is_some() || settings.cloud.is_some()
}

/// One note for all lock files that fit one platform only: they come from one way of making them.
fn narrow_finding(
    context: &Context<'_>,
    narrow: &[((String, Span), Vec<StackId>)],
) -> Option<Finding> {
    let (((providers, span), _), others) = narrow.split_first()?;
    let path = &context.sources.file(span.file).path;
    let message = match others.len() {
        0 => format!("{path} knows {providers} for one platform only"),
        more => {
            format!("{path} and {more} more lock files know their providers for one platform only")
        }
    };
    let help = "Run `terraform providers lock` with a `-platform` for each platform of your team and of CI, such as \
                linux_amd64 and darwin_arm64";
    let stacks: Vec<StackId> = narrow
        .iter()
        .flat_map(|(_, stacks)| stacks.clone())
        .collect();
    let mut finding = Finding::new(&RULE.meta, *span, message, help).severity(Severity::Note);
    for ((providers, span), _) in others.iter().take(MAX_RELATED) {
        finding = finding.related(*span, format!("{providers} for one platform"));
    }
    Some(of_stacks(context, &stacks, finding))
}

/// How many stacks without a lock file get a finding each, where others have one.
const FEW: usize = 3;

fn missing_finding(context: &Context<'_>, stacks: &[StackId], locked: usize) -> Option<Finding> {
    let repo = context.repo;
    let first = repo.stack(*stacks.first()?);
    let message = match stacks.len() {
        1 => format!("{} has no {NAME}", first.path),
        count if locked == 0 => format!("none of {count} stacks has a {NAME}"),
        count => format!(
            "{} and {} more stacks have no {NAME}",
            first.path,
            count - 1
        ),
    };
    let help = "Run `terraform init` in the stack, and commit the file that it writes";
    let module = repo.module(first.module);
    // A file that is linked here from elsewhere would lead the reader to another folder.
    let inside = |file: &&FileId| {
        let path = &context.sources.file(**file).path;
        path.rsplit_once('/').map_or("", |(folder, _)| folder) == module.path
    };
    let span = module
        .files
        .iter()
        .find(inside)
        .map_or(module.anchor(), |file| Span::file_start(*file));
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
