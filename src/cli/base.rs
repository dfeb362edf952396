//! `check --base`: what is wrong now and was not where the branch began.

use std::path::Path;

use super::check::config_failure;
use super::{Failure, complain};
use crate::config::Config;
use crate::engine::{self, Outcome, Request};
use crate::source::base::{Base, NoBase, at_base};
use crate::source::{Absence, Sources};

/// How much of a commit's name is told.
const SHORT: usize = 10;

/// What is wrong now and was not where what is checked out and the reference parted.
pub(super) fn new_since(
    reference: &str,
    root: &Path,
    (sources, config): (&Sources, &Config),
    (outcome, request): (&Outcome, &Request<'_>),
) -> Result<Outcome, Failure> {
    let is_kept = |path: &str| judges(config, path);
    let base = at_base(root, reference, sources, &is_kept);
    let Base {
        sources: before,
        commit,
    } = base.map_err(|fault| Failure::one(told(reference, root, fault)))?;
    let text = request.config_text;
    let schemas = engine::load_schemas(&before, config, text).map_err(config_failure)?;
    let policies =
        engine::load_policies(&before, config, text, request.providers).map_err(config_failure)?;
    let request = Request {
        schemas: &schemas,
        policies: &policies,
        ..*request
    };
    let base = engine::check(&before, config, &request).map_err(config_failure)?;
    let short = &commit[..SHORT.min(commit.len())];
    if let Some(error) = base.errors.first() {
        let message = format!(
            "cannot judge {reference} ({short}), so that it is not known what is new: {error}"
        );
        return Err(Failure::one(message));
    }
    let mut new = outcome.clone();
    let known = engine::keep_new(&mut new, sources, &base, &before);
    let findings = match known {
        1 => "1 finding was".to_owned(),
        count => format!("{count} findings were"),
    };
    complain(&format!(
        "{findings} there already at {short}, where this and {reference} parted"
    ));
    Ok(new)
}

/// Whether a file says what is judged: the configuration, a schema or a policy. That of now counts at both ends, so that
/// a rule that is switched on is no fault of whoever does.
fn judges(config: &Config, path: &str) -> bool {
    let is_in = |folder: &str| {
        let rest = path.strip_prefix(folder.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let mut folders = config.policies.folders.iter();
    let mut schemas = config.schemas.iter();
    path == config.path
        || folders.any(|folder| is_in(&folder.value))
        || schemas.any(|it| {
            let schema = it.schema.value.as_str();
            // A schema may refer to others beside it.
            let folder = schema.rsplit_once('/').map(|(folder, _)| folder);
            path == schema || folder.is_some_and(is_in)
        })
}

fn told(reference: &str, root: &Path, fault: NoBase) -> String {
    const MORE: &str =
        "fetch more of the history (in GitHub Actions `fetch-depth: 0` of actions/checkout)";
    match fault {
        NoBase::Absent(Absence::NoRepository) if root.join(".git").exists() => format!(
            "--base needs what git knows, and the .git in {} leads to no repository that names it in return",
            root.display()
        ),
        NoBase::Absent(Absence::NoRepository) => format!(
            "--base needs what git knows, and there is no .git in {}",
            root.display()
        ),
        NoBase::Absent(Absence::NoReference) => format!(
            "--base {reference}: no branch, tag or commit of this name is in this clone; {MORE}"
        ),
        NoBase::Unrelated => format!(
            "--base {reference}: it and what is checked out have no commit in common in this clone; {MORE}"
        ),
        NoBase::Absent(Absence::Unreadable(reason)) | NoBase::Unreadable(reason) => {
            format!("--base {reference}: {reason}")
        }
    }
}
