//! Rules as SARIF describes them to code scanning.

use std::collections::BTreeMap;

use super::model::{
    Configuration, Message, MultiformatMessage, ReportingDescriptor, RuleProperties,
};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::engine::Outcome;
use crate::report::clean;

/// The longest description that GitHub accepts, in characters.
const DESCRIPTION_LIMIT: usize = 1_023;

/// Every rule that ran and every rule with a finding, by id, and the index of each.
pub(super) struct Rules {
    pub(super) descriptors: Vec<ReportingDescriptor>,
    indexes: BTreeMap<&'static str, usize>,
}

impl Rules {
    pub(super) fn of(outcome: &Outcome) -> Self {
        let mut all: BTreeMap<&'static str, &'static Meta> = BTreeMap::new();
        let suppressed = outcome.suppressed.iter().map(|s| &s.finding);
        let found = outcome.findings.iter().chain(&outcome.undetermined);
        let found = found.chain(suppressed).map(|finding| finding.meta);
        for meta in outcome.rules.iter().copied().chain(found) {
            all.entry(meta.id).or_insert(meta);
        }
        let indexes = all.keys().enumerate().map(|(i, id)| (*id, i)).collect();
        Self {
            descriptors: all.into_values().map(descriptor).collect(),
            indexes,
        }
    }

    pub(super) fn index(&self, finding: &Finding) -> usize {
        let index = self.indexes.get(finding.meta.id);
        index.copied().unwrap_or_default()
    }
}

fn descriptor(meta: &'static Meta) -> ReportingDescriptor {
    let level = match meta.severity {
        DefaultSeverity::Always(severity)
        | DefaultSeverity::ByTier(severity, None)
        | DefaultSeverity::ByCase(severity, _) => severity,
        DefaultSeverity::ByTier(one, Some(other)) => one.max(other),
    };
    let summary = clean::line(meta.summary, DESCRIPTION_LIMIT);
    let why = clean::line(meta.why, DESCRIPTION_LIMIT);
    // None of the required texts may be empty.
    let or = |text: &str, other: &str| {
        if text.is_empty() {
            other.to_owned()
        } else {
            text.to_owned()
        }
    };
    let summary = or(&summary, meta.id);
    let full = or(&why, &summary);
    ReportingDescriptor {
        id: meta.id,
        name: pascal_case(meta.id),
        help: MultiformatMessage {
            text: format!("{summary} {why}").trim_end().to_owned(),
            markdown: or(&meta.page_for_readers(), &full),
        },
        short_description: Message { text: summary },
        full_description: Message { text: full },
        default_configuration: Configuration {
            level: level.as_str(),
        },
        properties: RuleProperties {
            tags: tags(meta),
            precision: "high",
            problem_severity: match level {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
            security_severity: meta.security,
        },
    }
}

/// `terraform`, the subject by which the rule's id begins, and `security` where it is about that.
fn tags(meta: &'static Meta) -> Vec<&'static str> {
    let subject = meta.id.split('-').next().filter(|part| !part.is_empty());
    let security = meta.security.map(|_| "security");
    let mut tags: Vec<&str> = subject.into_iter().chain(security).collect();
    tags.push("terraform");
    tags.sort_unstable();
    tags.dedup();
    tags
}

fn pascal_case(id: &str) -> String {
    let parts = id.split(['-', '_', '/']);
    let words = parts.map(|part| {
        let mut letters = part.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::pascal_case;

    #[test]
    fn a_rules_name_is_its_id_in_pascal_case() {
        assert_eq!(pascal_case("ecs-private-subnets"), "EcsPrivateSubnets");
        assert_eq!(pascal_case("ha-nat-per-az"), "HaNatPerAz");
    }
}
