//! Words that several formats use for the same things.

use crate::diagnostic::Severity;
use crate::picture::{ArrowKind, Mark, Missing, Picture, Region, ResidentKind};
use crate::report::clean;

/// The longest text that is kept of what a repository says, in characters.
const LIMIT: usize = 400;

/// What an environment is called.
pub(super) fn environment(picture: &Picture) -> String {
    match &picture.environment {
        Some(name) => clean::line(name, LIMIT),
        None => "no environment".to_owned(),
    }
}

/// What a region is called.
pub(super) fn region(region: &Region) -> String {
    match &region.name {
        Some(name) => format!("region {}", line(name)),
        None => "region not said".to_owned(),
    }
}

/// One line of what a repository says, safe to show.
pub(super) fn line(text: &str) -> String {
    clean::line(text, LIMIT)
}

/// The name of a kind of arrow in formats for programs.
pub(super) fn arrow_kind(kind: ArrowKind) -> &'static str {
    match kind {
        ArrowKind::Route => "route",
        ArrowKind::Request => "request",
        ArrowKind::Tells => "tells",
    }
}

/// The name of a kind of resident in formats for programs.
pub(super) fn resident_kind(kind: ResidentKind) -> &'static str {
    match kind {
        ResidentKind::Balancer => "load_balancer",
        ResidentKind::Workload => "workload",
        ResidentKind::Store => "store",
        ResidentKind::Other => "other",
    }
}

/// A severity as a style's name.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// `error[rule]: what is wrong`.
pub(super) fn mark(mark: &Mark) -> String {
    let severity = severity(mark.severity);
    format!("{severity}[{}]: {}", mark.rule, line(&mark.message))
}

/// The call of a module that is not in the repository.
pub(super) fn missing(missing: &Missing) -> String {
    line(&format!("{} of {}", missing.address, missing.stack))
}

/// What is said of an environment in which there is nothing to draw.
pub(super) const BARE: &str = "Nothing to draw: no network, and nothing that lies in one";

/// What pictures show, in a sentence for each environment: for those who cannot see them.
pub(super) fn description(pictures: &[Picture]) -> String {
    let sentences: Vec<String> = pictures.iter().map(sentence).collect();
    sentences.join(" ")
}

fn sentence(picture: &Picture) -> String {
    let networks: Vec<_> = picture.regions.iter().flat_map(|it| &it.networks).collect();
    let subnets = networks
        .iter()
        .flat_map(|it| &it.rows)
        .map(|row| row.subnets.len());
    let residents = networks.iter().map(|it| it.residents.len());
    let alarms = picture.watched.iter().map(|it| it.alarms.len());
    format!(
        "{}: networks: {}, subnets: {}, load balancers, services and others in them: {}, alarms: {}, findings: {}.",
        environment(picture),
        networks.len(),
        subnets.sum::<usize>(),
        residents.sum::<usize>(),
        alarms.sum::<usize>(),
        picture.marks.len()
    )
}
