//! See `unpinned_action.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::Scalar;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-unpinned-action",
        summary: "Somebody else's action is used by a tag or branch, which can be moved.",
        why: "Whoever takes over its repository moves the tag, and runs in this pipeline with its secrets: so it went \
              with tj-actions/changed-files in March 2025.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: Some("5.0"),
        page: include_str!("unpinned_action.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let own = own_owners(context);
    for workflow in &context.pipelines.workflows {
        for job in &workflow.jobs {
            let steps = job.steps.iter().filter_map(|step| step.uses.as_ref());
            for uses in steps.chain(job.uses.as_ref()) {
                findings.extend(judge(uses, &own));
            }
        }
    }
    let actions = context.pipelines.actions.iter();
    let steps = actions.filter_map(|action| action.steps.as_ref()).flatten();
    for uses in steps.filter_map(|step| step.uses.as_ref()) {
        findings.extend(judge(uses, &own));
    }
}

/// The owners of this repository, as far as its remotes tell.
fn own_owners(context: &Context<'_>) -> Vec<String> {
    let remotes = context.sources.git.remotes.iter();
    let owner = |url: &String| {
        let rest = url.split("github.com").nth(1)?;
        let owner = rest.trim_start_matches([':', '/']).split('/').next()?;
        Some(owner.to_ascii_lowercase())
    };
    remotes.filter_map(owner).collect()
}

fn judge(uses: &Scalar, own: &[String]) -> Option<Finding> {
    let text = uses.text.trim();
    if text.starts_with("./") || text.contains("${{") {
        return None;
    }
    if let Some(image) = text.strip_prefix("docker://") {
        return (!image.contains("@sha256:")).then(|| {
            let message = format!("the image {image} is used by its tag");
            Finding::new(
                &RULE.meta,
                uses.span,
                message,
                "Name it by its digest: `docker://name@sha256:…`",
            )
        });
    }
    let (name, reference) = text.split_once('@')?;
    let owner = name.split('/').next()?.to_ascii_lowercase();
    // GitHub's own, and those of the repository's owner.
    if matches!(owner.as_str(), "actions" | "github") || own.contains(&owner) {
        return None;
    }
    let is_commit = reference.len() >= 40 && reference.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_commit {
        return None;
    }
    let message = format!("{name} is used by {reference}, which its owner can move");
    let help =
        "Name the commit and keep the version as a comment: `@<40 hexadecimal digits> # v1.2.3`";
    Some(Finding::new(&RULE.meta, uses.span, message, help))
}
