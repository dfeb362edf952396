//! See `base.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::docker::{Base, Dockerfile, Stage};
use crate::repo::words;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "docker-base",
        summary: "An image starts from one that is not said to a version.",
        why: "The same commit builds another image tomorrow: what was tested is not what a rebuild gives, and nobody \
              chose the difference.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("base.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let files = context.dockerfiles.files.iter();
    for file in files.filter(|file| !words::is_material(file.folder())) {
        if let Some((span, message)) = &file.problem {
            let reason = format!(
                "what {} starts from is not known, because {message}",
                file.path
            );
            findings.push(Finding::undetermined(&RULE.meta, *span, reason));
        }
        findings.extend(file.stages.iter().filter_map(|stage| judge(file, stage)));
    }
}

fn judge(file: &Dockerfile, stage: &Stage) -> Option<Finding> {
    let image = match &stage.base {
        Base::Image(image) => image,
        Base::Open(argument) => {
            let reason = format!(
                "what {} starts from is not known, because the argument {argument} has no default",
                file.path
            );
            return Some(Finding::undetermined(&RULE.meta, stage.span, reason));
        }
        Base::Stage(_) | Base::Scratch => return None,
    };
    if image.has_valid_digest() {
        return None;
    }
    if let Some(digest) = &image.digest {
        let message = format!(
            "{}@{digest} names no image: {digest} is not a digest",
            image.name
        );
        let help = "A digest is `sha256:` and 64 hexadecimal digits: `docker buildx imagetools inspect` shows it";
        return Some(Finding::new(&RULE.meta, stage.span, message, help));
    }
    let (message, help) = match image.tag.as_deref() {
        None => (
            format!("{} has no tag, so latest is meant", image.name),
            "Name a version and its digest, such as `nginx:1.29.8-alpine@sha256:…`",
        ),
        Some("latest") => (
            format!("{} has the tag latest", image.name),
            "Name a version and its digest, such as `nginx:1.29.8-alpine@sha256:…`",
        ),
        Some(tag) => {
            let message = format!(
                "{}:{tag} has no digest, and a tag can be pushed again",
                image.name
            );
            let help = "Put the digest behind the tag: `docker buildx imagetools inspect` shows it";
            let note = Finding::new(&RULE.meta, stage.span, message, help);
            return Some(note.severity(Severity::Note));
        }
    };
    Some(Finding::new(&RULE.meta, stage.span, message, help))
}
