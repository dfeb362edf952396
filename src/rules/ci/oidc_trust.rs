//! See `oidc_trust.md`.

use crate::aws::placement::definition::{certain, given};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::function::json_document;
use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-oidc-trust",
        summary: "A role for pipelines trusts more of GitHub than it should.",
        why: "GitHub gives every job of every repository such an identity: what the trust policy does not exclude may \
              take the role, and with it the account.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: Some("9.0"),
        page: include_str!("oidc_trust.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const ARGUMENT: &str = "assume_role_policy";
const ISSUER: &str = "token.actions.githubusercontent.com";

/// What stands for a part that is not known in a text.
const HOLE: char = '\u{1}';

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (id, node) in graph.resources("aws_iam_role") {
        let policy = node.given(ARGUMENT);
        let Some(document) = policy.and_then(|policy| json_document(policy, node.header())) else {
            continue;
        };
        let Some(statements) = given(&document, "Statement") else {
            continue;
        };
        for statement in one_or_many(statements) {
            findings.extend(judge(infrastructure, id, statement));
        }
    }
}

/// The elements of a list that certainly are in it, or the one value that stands for a list of one.
fn one_or_many(value: &Value) -> Vec<&Value> {
    if value.as_str().is_some() || value.entries().is_some() {
        return vec![value];
    }
    let ways = alternatives(value);
    match ways.as_slice() {
        [members] => members
            .certain
            .iter()
            .copied()
            .chain(members.others)
            .collect(),
        _ => vec![value],
    }
}

/// One statement: what it asks of the identity that GitHub gives.
struct Trust {
    /// The patterns of `sub`, each with whether `*` counts in it.
    subjects: Vec<(String, bool)>,
    has_audience: bool,
    /// Other claims, which may exclude what `sub` does not.
    has_others: bool,
    unknown: Option<Unsure>,
}

fn judge(infrastructure: &Infrastructure<'_>, id: NodeId, statement: &Value) -> Option<Finding> {
    let graph = &infrastructure.graph;
    if given(statement, "Effect").and_then(Value::as_str) != Some("Allow")
        || !is_of_github(graph, statement)
    {
        return None;
    }
    let trust = match certain(statement, "Condition") {
        Ok(conditions) => read(conditions),
        Err(unsure) => Trust {
            unknown: Some(unsure),
            ..read(None)
        },
    };
    let address = graph.node(id).address();
    let place = (id, ARGUMENT);
    if let Some(unsure) = &trust.unknown {
        let what = format!("which jobs of GitHub may take {address} is not known");
        return Some(undetermined(
            infrastructure,
            &RULE.meta,
            place,
            (&what, unsure),
        ));
    }
    fault(infrastructure, id, &trust)
}

/// What is wrong with a trust that is known.
fn fault(infrastructure: &Infrastructure<'_>, id: NodeId, trust: &Trust) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = graph.node(id).address();
    let subjects = trust.subjects.iter();
    let (width, subject) = subjects
        .map(|(it, is_pattern)| (width(it, *is_pattern), it))
        .max()?;
    if trust.has_others {
        return None;
    }
    let shown = subject.replace(HOLE, "…");
    let who = match width {
        Width::Everybody => "every repository of GitHub",
        Width::Owner => "every repository of the owner",
        Width::Repository if !only_reads(graph, id) => {
            "every branch and pull request of the repository"
        }
        _ if !trust.has_audience => {
            let message = format!(
                "{address} takes GitHub's identities that are meant for others: nothing is said of aud"
            );
            let help =
                "Require `token.actions.githubusercontent.com:aud` to be `sts.amazonaws.com`";
            let words = (message, help.to_owned());
            let found = failed(infrastructure, &RULE.meta, (id, ARGUMENT), words);
            return Some(found.severity(Severity::Warning));
        }
        _ => return None,
    };
    let message = format!("{who} may take {address}: sub may be {shown}");
    let help = "Require `token.actions.githubusercontent.com:sub` to be `repo:OWNER/NAME:environment:ENVIRONMENT`, or \
                `repo:OWNER/NAME:ref:refs/heads/main`";
    let found = failed(
        infrastructure,
        &RULE.meta,
        (id, ARGUMENT),
        (message, help.to_owned()),
    );
    let severity = if width == Width::Repository {
        Severity::Warning
    } else {
        Severity::Error
    };
    Some(found.severity(severity))
}

/// Whether a statement is about identities that GitHub gives: by the provider that it names, or by the conditions.
fn is_of_github(graph: &Graph<'_>, statement: &Value) -> bool {
    let principal =
        given(statement, "Principal").and_then(|principal| given(principal, "Federated"));
    let by_provider = principal.is_some_and(|federated| {
        one_or_many(federated).iter().any(|value| {
            let is_made = graph.node_named(value, &["arn", "id"]).is_some_and(|id| {
                let url = graph.node(id).given("url").map(text);
                url.flatten().is_some_and(|url| url.contains(ISSUER))
            });
            is_made || text(value).is_some_and(|text| text.contains(ISSUER))
        })
    });
    by_provider
        || claims(given(statement, "Condition")).any(|(_, claim, _)| claim.starts_with(ISSUER))
}

/// Each operator with the key that it is asked of and the values.
fn claims(conditions: Option<&Value>) -> impl Iterator<Item = (String, String, &Value)> {
    let operators = conditions
        .and_then(Value::entries)
        .into_iter()
        .flat_map(|it| it.iter());
    operators.flat_map(|(operator, keys)| {
        let operator = operator.to_string();
        let keys = keys.entries().into_iter().flat_map(|it| it.iter());
        keys.map(move |(key, values)| (operator.clone(), key.to_string(), values))
    })
}

fn read(conditions: Option<&Value>) -> Trust {
    let mut trust = Trust {
        subjects: Vec::new(),
        has_audience: false,
        has_others: false,
        unknown: None,
    };
    let mut has_subject = false;
    for (operator, key, values) in claims(conditions) {
        match key.rsplit(':').next() {
            Some("aud") => trust.has_audience = true,
            Some("sub") if operator.contains("Not") => trust.has_others = true,
            Some("sub") => {
                has_subject = true;
                let is_pattern = operator.contains("Like");
                for value in one_or_many(values) {
                    match text(value) {
                        Some(text) => trust.subjects.push((text, is_pattern)),
                        None => trust.unknown = Some(Unsure::of(value)),
                    }
                }
            }
            _ => trust.has_others = true,
        }
    }
    if !has_subject {
        trust.subjects.push(("*".to_owned(), true));
    }
    trust
}

/// A text with [`HOLE`] for what is not known of it; `None` where nothing is known.
fn text(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return None;
    };
    let parts = parts.iter().map(|part| match part {
        Part::Text(text, _) => text.as_str().to_owned(),
        Part::Hole(_) => HOLE.to_string(),
    });
    Some(parts.collect())
}

/// How much of GitHub a subject lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    /// A branch, an environment, pull requests.
    Narrow,
    /// All of one repository.
    Repository,
    /// All of one owner.
    Owner,
    /// All.
    Everybody,
}

fn width(subject: &str, is_pattern: bool) -> Width {
    // Without a pattern's operator, a star is a star, which no subject has.
    if !is_pattern {
        return Width::Narrow;
    }
    let rest = match subject.strip_prefix("repo:") {
        Some(rest) => rest,
        None if subject.starts_with('*') => return Width::Everybody,
        None => return Width::Narrow,
    };
    match rest.split_once('/') {
        None if rest.starts_with('*') => Width::Everybody,
        None => Width::Narrow,
        Some(("*", _)) => Width::Everybody,
        Some((_, name)) if name.starts_with('*') => Width::Owner,
        Some((_, name)) => match name.split_once(':') {
            Some((_, "*")) => Width::Repository,
            None if name.ends_with('*') => Width::Repository,
            _ => Width::Narrow,
        },
    }
}

/// Whether a role has policies of AWS that only read, and no others that are seen.
fn only_reads(graph: &Graph<'_>, id: NodeId) -> bool {
    let mut policies = Vec::new();
    for edge in graph.incoming(id) {
        let node = graph.node(edge.from);
        match node.kind() {
            "aws_iam_role_policy_attachment" => {
                policies.push(
                    node.given("policy_arn")
                        .and_then(Value::as_str)
                        .unwrap_or_default(),
                );
            }
            "aws_iam_role_policy" | "aws_iam_policy_attachment" => return false,
            _ => {}
        }
    }
    let reads = ["ReadOnlyAccess", "ViewOnlyAccess", "SecurityAudit"];
    !policies.is_empty()
        && policies
            .iter()
            .all(|arn| reads.iter().any(|name| arn.ends_with(name)))
}

#[cfg(test)]
mod tests {
    use super::{Width, width};

    #[test]
    fn subjects_are_as_wide_as_their_patterns() {
        for (subject, expected) in [
            ("*", Width::Everybody),
            ("repo:*", Width::Everybody),
            ("repo:*/app:ref:refs/heads/main", Width::Everybody),
            ("repo:octo/*", Width::Owner),
            ("repo:octo/*:environment:prod", Width::Owner),
            ("repo:octo/app:*", Width::Repository),
            ("repo:octo/app*", Width::Repository),
            ("repo:octo/app:ref:refs/heads/*", Width::Narrow),
            ("repo:octo/app:environment:prod", Width::Narrow),
        ] {
            assert_eq!(width(subject, true), expected, "{subject}");
        }
        assert_eq!(width("repo:octo/*", false), Width::Narrow);
    }
}
