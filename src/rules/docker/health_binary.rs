//! See `health_binary.md`.

use crate::aws::placement::definition::given;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::docker::{Base, Dockerfile, Image};
use crate::eval::Value;
use crate::graph::alternatives;
use crate::repo::words;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::images::{built, containers};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "docker-health-binary",
        summary: "A health check runs a program that the image does not have.",
        why: "The check fails whatever the state of the service is: the container is unhealthy, and ECS replaces it for ever.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("health_binary.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// The programs that are asked for.
const PROGRAMS: [&str; 4] = ["curl", "wget", "bash", "sh"];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let files = context.dockerfiles.files.iter();
    for file in files.filter(|file| !words::is_material(file.folder())) {
        let own = file
            .lineage()
            .first()
            .and_then(|stage| stage.health.clone());
        if let Some((program, span)) = own {
            findings.extend(judge(
                file,
                &program,
                span,
                &format!("the HEALTHCHECK of {}", file.path),
            ));
        }
    }
    for (repository, file, _) in built(context) {
        for infrastructure in context.infrastructures {
            for (definition, container) in containers(infrastructure, &repository) {
                let address = infrastructure.graph.node(definition).address();
                let Some((program, place)) = asked(container) else {
                    continue;
                };
                let span = place.unwrap_or_else(|| infrastructure.graph.node(definition).header());
                findings.extend(judge(
                    file,
                    &program,
                    span,
                    &format!("the health check of {address}"),
                ));
            }
        }
    }
}

/// The program that a container's health check runs.
fn asked(container: &Value) -> Option<(String, Option<Span>)> {
    let command = given(container, "healthCheck").and_then(|check| given(check, "command"))?;
    let ways = alternatives(command);
    let [members] = ways.as_slice() else {
        return None;
    };
    let mut words = members.certain.iter();
    let first = words.next()?.as_str()?;
    let second = words.next();
    let (text, value) = match first {
        "CMD" => (second?.as_str()?, second?),
        "CMD-SHELL" => (second?.as_str()?.split_whitespace().next()?, second?),
        _ => return None,
    };
    Some((text.to_owned(), value.place()))
}

fn judge(file: &Dockerfile, program: &str, span: Span, subject: &str) -> Option<Finding> {
    let name = program.rsplit('/').next()?;
    let lineage = file.lineage();
    let last = lineage.last()?;
    let (base, lacks) = match &last.base {
        Base::Scratch => ("scratch".to_owned(), true),
        Base::Image(image) => (image.name.clone(), lacks(image, name)),
        Base::Stage(_) | Base::Open(_) => return None,
    };
    // What is installed or copied may bring it.
    let may_bring = lineage.iter().any(|stage| {
        let copied = stage.copies.iter().any(|it| {
            it.target.contains(name) || it.source.contains(name) || it.target.contains("/bin")
        });
        copied || stage.runs.iter().any(|run| run.contains(name))
    });
    if !PROGRAMS.contains(&name) || !lacks || may_bring {
        return None;
    }
    let message = format!(
        "{subject} runs {name}, which {base} does not have, and {} does not install",
        file.path
    );
    let help = "Use a program that is there, such as BusyBox's wget on Alpine, or let the service check itself";
    Some(Finding::new(&RULE.meta, span, message, help).related(last.span, "starts from this"))
}

/// Whether an image certainly has not a program: by what its publisher puts into it.
fn lacks(image: &Image, program: &str) -> bool {
    let name = image.short_name();
    let tag = image.tag.as_deref().unwrap_or_default();
    let is_debug = tag.contains("debug");
    if name.starts_with("gcr.io/distroless/") {
        return !is_debug;
    }
    let is_alpine = name == "alpine"
        || (tag.contains("alpine")
            && matches!(
                name,
                "node" | "python" | "golang" | "ruby" | "eclipse-temurin"
            ));
    if is_alpine {
        // BusyBox has wget and a shell.
        return matches!(program, "curl" | "bash");
    }
    let is_slim = tag.contains("slim") && matches!(name, "node" | "python" | "ruby" | "debian");
    let is_plain = matches!(name, "debian" | "ubuntu") || is_slim;
    is_plain && matches!(program, "curl" | "wget")
}

#[cfg(test)]
mod tests {
    use super::lacks;
    use crate::docker::Image;

    #[test]
    fn images_lack_what_their_publishers_leave_out() {
        for (image, program, expected) in [
            ("gcr.io/distroless/static", "sh", true),
            ("gcr.io/distroless/base:debug", "sh", false),
            ("node:22-alpine", "curl", true),
            ("node:22-alpine", "wget", false),
            ("nginx:1.29-alpine", "curl", false),
            ("python:3.13-slim", "wget", true),
            ("python:3.13", "curl", false),
            ("somebody/app", "curl", false),
        ] {
            assert_eq!(
                lacks(&Image::parse(image), program),
                expected,
                "{image} {program}"
            );
        }
    }
}
