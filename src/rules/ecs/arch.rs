//! See `arch.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::alternatives;
use crate::pipeline::Phrase;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::images::{Pushed, containers, dockerfile, pushed};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-arch",
        summary: "An image is built for another processor than its tasks have.",
        why: "The task stops at once with \"exec format error\", and is started again for ever.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("arch.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let pushes = pushed(context);
    for push in &pushes {
        let Some((architecture, span, why)) = built_for(context, push) else {
            continue;
        };
        // Another job may build the same image for other processors.
        let others = pushes
            .iter()
            .filter(|other| other.repository == push.repository);
        let agree = others.map(|other| built_for(context, other).map(|(other, ..)| other));
        if !agree.into_iter().all(|other| other == Some(architecture)) {
            continue;
        }
        for infrastructure in context.infrastructures {
            for (definition, _) in containers(infrastructure, &push.repository) {
                let node = infrastructure.graph.node(definition);
                let Some((wanted, place)) = wanted(node.given("runtime_platform")) else {
                    continue;
                };
                if wanted == architecture {
                    continue;
                }
                let address = node.address();
                let message = format!(
                    "{address} runs on {wanted}, but its image is built for {architecture} ({why})"
                );
                let help = format!(
                    "Build with `--platform {}`, or set cpu_architecture to {architecture}",
                    platform(wanted)
                );
                let place = place.unwrap_or_else(|| node.place("runtime_platform"));
                findings.push(
                    Finding::new(&RULE.meta, place, message, help).related(span, "built here"),
                );
            }
        }
    }
    // One image may be pushed under several tags.
    findings.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    findings.dedup_by(|a, b| a.span == b.span && a.message == b.message);
}

const X86: &str = "X86_64";
const ARM: &str = "ARM64";

fn platform(architecture: &str) -> &'static str {
    if architecture == ARM {
        "linux/arm64"
    } else {
        "linux/amd64"
    }
}

/// What a pushed image is certainly built for, where, and what says so.
fn built_for(context: &Context<'_>, push: &Pushed<'_>) -> Option<(&'static str, Span, String)> {
    let (build, span) = push.build?;
    let told = match &build.platforms {
        Some(platforms) => platforms.known()?.to_owned(),
        None => {
            let stage_says = dockerfile(context.dockerfiles, build).and_then(|file| {
                file.lineage()
                    .last()
                    .and_then(|stage| stage.platform.clone())
            });
            match stage_says {
                Some(platform) => platform,
                None => {
                    return runner(push.job.runs_on.as_slice())
                        .map(|it| (it, span, "the runner's own".to_owned()));
                }
            }
        }
    };
    let architecture = match told.as_str() {
        "linux/amd64" | "linux/x86_64" | "amd64" => X86,
        "linux/arm64" | "linux/arm64/v8" | "linux/aarch64" | "arm64" => ARM,
        _ => return None,
    };
    Some((architecture, span, told))
}

/// The processor of GitHub's own runners, by their labels.
fn runner(labels: &[Phrase]) -> Option<&'static str> {
    let [label] = labels else {
        return None;
    };
    let version = label.known()?.strip_prefix("ubuntu-")?;
    match version.strip_suffix("-arm") {
        Some(_) => Some(ARM),
        None if version == "latest"
            || version
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.') =>
        {
            Some(X86)
        }
        None => None,
    }
}

/// The processor of a definition's tasks; X86 where it says nothing.
fn wanted(platform: Option<&Value>) -> Option<(&'static str, Option<Span>)> {
    let Some(platform) = platform else {
        return Some((X86, None));
    };
    let ways = alternatives(platform);
    let [members] = ways.as_slice() else {
        return None;
    };
    let block = match members.certain.as_slice() {
        [] if members.is_complete() => return Some((X86, None)),
        [block] => *block,
        _ => return None,
    };
    let Some(value) = block
        .entries()?
        .get("cpu_architecture")
        .filter(|it| !it.is_null())
    else {
        return Some((X86, None));
    };
    match value.as_str()? {
        "X86_64" => Some((X86, value.place())),
        "ARM64" => Some((ARM, value.place())),
        _ => None,
    }
}
