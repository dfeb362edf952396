//! See `secret.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::docker::{Dockerfile, Setting, Stage};
use crate::repo::words;
use crate::rule::{Check, Context, Rule};

use super::super::state::secret_names::{is_secret_name, may_be_secret, secret_form};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "docker-secret",
        summary: "An image holds a secret, or may take one in unasked.",
        why: "Whoever can pull the image reads it: `ENV` and the defaults of `ARG` are in its configuration and its history.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Note]),
        security: Some("7.5"),
        page: include_str!("secret.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let files = context.dockerfiles.files.iter();
    for file in files.filter(|file| !words::is_material(file.folder())) {
        for stage in &file.stages {
            findings.extend(stage.settings.iter().filter_map(|it| judge(file, it)));
            findings.extend(downloads(stage));
        }
        findings.extend(sends_all(context, file));
    }
}

fn judge(file: &Dockerfile, setting: &Setting) -> Option<Finding> {
    let value = setting
        .value
        .as_deref()
        .filter(|value| !value.contains('$'))?;
    let name = &setting.name;
    let why = match secret_form(value) {
        Some(form) => format!("holds {form}"),
        None if is_secret_name(name) && may_be_secret(value) => {
            "holds a secret, by its name".to_owned()
        }
        None => return None,
    };
    let word = if setting.is_env { "ENV" } else { "ARG" };
    let message = format!("{word} {name} of {} {why}", file.path);
    let help = "Give it to the container when it runs (`secrets` of the task definition), and to a build by `RUN --mount=type=secret`";
    Some(Finding::new(&RULE.meta, setting.span, message, help))
}

/// `ADD` of an address, which is taken unseen.
fn downloads(stage: &Stage) -> impl Iterator<Item = Finding> {
    let is_address = |source: &str| source.starts_with("https://") || source.starts_with("http://");
    let downloads = stage
        .copies
        .iter()
        .filter(move |it| it.is_add && !it.has_checksum && is_address(&it.source));
    downloads.map(|copied| {
        let message = format!(
            "ADD takes {} as it is at the day of the build",
            copied.source
        );
        let help = "Add `--checksum=sha256:…`";
        Finding::new(&RULE.meta, copied.span, message, help).severity(Severity::Note)
    })
}

/// `COPY .` without a `.dockerignore`: what lies in the folder by accident is copied.
fn sends_all(context: &Context<'_>, file: &Dockerfile) -> Option<Finding> {
    let copies = file.stages.iter().flat_map(|stage| &stage.copies);
    let mut all =
        copies.filter(|it| it.from.is_none() && matches!(it.source.as_str(), "." | "./" | "/"));
    let first = all.next()?;
    let own = format!("{}.dockerignore", file.path);
    // The folder that is sent may be that of the Dockerfile, or one above it.
    let mut folders = vec![file.folder()];
    while let Some((above, _)) = folders.last().and_then(|folder| folder.rsplit_once('/')) {
        folders.push(above);
    }
    folders.push("");
    let beside = |folder: &&str| {
        let path = if folder.is_empty() {
            ".dockerignore".to_owned()
        } else {
            format!("{folder}/.dockerignore")
        };
        context.sources.find_file(&path).is_some()
    };
    if context.sources.find_file(&own).is_some() || folders.iter().any(beside) {
        return None;
    }
    let message = format!(
        "{} copies everything in its folder, and no .dockerignore keeps anything out",
        file.path
    );
    let help = "Add a .dockerignore that names what belongs into the image, or at least `.git`, `.env` and keys";
    Some(Finding::new(&RULE.meta, first.span, message, help).severity(Severity::Note))
}
