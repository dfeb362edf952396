//! See `user.md`.

use crate::aws::placement::definition::given;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::docker::{Base, Dockerfile};
use crate::eval::Value;
use crate::repo::words;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::images::{built, containers};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "docker-user",
        summary: "A container runs as root.",
        why: "Whoever breaks into the program owns the container at once, can change everything in it, and is one fault of \
              the kernel away from its host.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: Some("5.0"),
        page: include_str!("user.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// Official images that run as root where nobody says otherwise (their Dockerfiles have no `USER`).
const ROOT: &[&str] = &[
    "alpine",
    "debian",
    "ubuntu",
    "busybox",
    "amazonlinux",
    "fedora",
    "centos",
    "rockylinux",
    "archlinux",
    "nginx",
    "httpd",
    "caddy",
    "traefik",
    "node",
    "python",
    "ruby",
    "golang",
    "rust",
    "php",
    "perl",
    "openjdk",
    "eclipse-temurin",
    "amazoncorretto",
    "maven",
    "gradle",
    "composer",
    "elixir",
    "erlang",
    "swift",
    "buildpack-deps",
    "docker",
];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let built = built(context);
    let files = context.dockerfiles.files.iter();
    for file in files.filter(|file| !words::is_material(file.folder())) {
        let Some((span, message)) = judge(file) else {
            continue;
        };
        let own = built.iter().filter(|(_, other, _)| other.file == file.file);
        let is_set = own
            .into_iter()
            .any(|(repository, ..)| all_set_user(context, repository));
        if is_set {
            continue;
        }
        match message {
            Ok(message) => {
                let help = "Add `USER 10001:10001` before the entry point, or set `user` in the container definition. Below port \
                            1024, Fargate then needs the systemControls net.ipv4.ip_unprivileged_port_start=0";
                findings.push(Finding::new(&RULE.meta, span, message, help));
            }
            Err(reason) => findings.push(Finding::undetermined(&RULE.meta, span, reason)),
        }
    }
}

/// What is to be said of the user of an image: that it is root, or why it is not known. Nothing where it is another.
fn judge(file: &Dockerfile) -> Option<(Span, Result<String, String>)> {
    let lineage = file.lineage();
    let what = format!("which user the image of {} runs as is not known", file.path);
    for stage in &lineage {
        match &stage.user {
            Some((Some(user), span)) => {
                let name = user.split(':').next().unwrap_or_default();
                let message = format!("the image of {} runs as root", file.path);
                return matches!(name, "root" | "0").then_some((*span, Ok(message)));
            }
            Some((None, span)) => {
                return Some((
                    *span,
                    Err(format!(
                        "{what}, because an argument without a default decides it"
                    )),
                ));
            }
            None => {}
        }
    }
    let last = lineage.last()?;
    let message = |base: &str| {
        format!(
            "the image of {} runs as root: it has no USER, and {base} has none either",
            file.path
        )
    };
    match &last.base {
        // What only holds files for others is not run.
        Base::Scratch if lineage.iter().all(|stage| stage.starts.is_empty()) => None,
        Base::Scratch => Some((last.span, Ok(message("scratch")))),
        Base::Image(image)
            if image
                .tag
                .as_deref()
                .is_some_and(|tag| tag.contains("nonroot")) =>
        {
            None
        }
        Base::Image(image) if ROOT.contains(&image.short_name()) => {
            Some((last.span, Ok(message(image.short_name()))))
        }
        Base::Image(image) => {
            let reason = format!("{what}, because {} decides it", image.name);
            Some((last.span, Err(reason)))
        }
        Base::Open(argument) => {
            let reason = format!("{what}, because the argument {argument} has no default");
            Some((last.span, Err(reason)))
        }
        Base::Stage(_) => None,
    }
}

/// Whether every container that runs the image is given another user, and there is one.
fn all_set_user(context: &Context<'_>, repository: &str) -> bool {
    let mut users = Vec::new();
    for infrastructure in context.infrastructures {
        for (_, container) in containers(infrastructure, repository) {
            users.push(given(container, "user").and_then(Value::as_str));
        }
    }
    let is_other = |user: Option<&str>| {
        user.is_some_and(|user| !matches!(user.split(':').next(), Some("root" | "0" | "")))
    };
    !users.is_empty() && users.into_iter().all(is_other)
}
