//! See `remote_unresolved.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{
    DefaultSeverity, Finding, Instance, Meta, OptionKind, RuleOption, Severity,
};
use crate::eval::Value;
use crate::plan::RemoteState;
use crate::rule::{Check, Context, Rule};

use super::globs::matches_any;
use super::remote::place;
use super::suspects::Suspects;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-remote-unresolved",
        summary: "A stack reads a state that no stack of the repository writes.",
        why: "If the place is misspelt, every plan of the reading stack fails, and nothing that it takes from there \
              can be checked.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("remote_unresolved.md"),
        options: &[RuleOption {
            name: "external",
            summary: "States that other repositories write, such as `s3://other-bucket/**`; globs are allowed. None \
                      without it.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let written = Written::of(context);
    let suspects = Suspects::of(context);
    // One unknown is said once, with all the stacks that wait for it.
    let mut open: BTreeMap<String, Vec<&RemoteState>> = BTreeMap::new();
    for state in context.plan.remote_states() {
        if !state.producers.is_empty() {
            continue;
        }
        let identity = match state.identity.as_ref().or(state.family.as_ref()) {
            Ok(identity) => identity,
            Err(unknown) => {
                open.entry(unknown.reason.clone()).or_default().push(state);
                continue;
            }
        };
        if matches_any(context.strings(&RULE.meta, "external"), identity) {
            continue;
        }
        if suspects.should_write(state) {
            continue;
        }
        let is_sensitive = |value: &Value| value.all_marks().sensitive;
        if state.arguments.values().any(is_sensitive) {
            let message = "no stack of this repository writes it; where it lies is sensitive";
            open.entry(message.to_owned()).or_default().push(state);
            continue;
        }
        let message = format!("no stack of this repository writes {identity}");
        let Some(help) = written.help(state, identity) else {
            open.entry(message).or_default().push(state);
            continue;
        };
        let finding = Finding::new(&RULE.meta, place(state), message, help);
        findings.push(finish(context, finding, &[state]));
    }
    for (reason, states) in open {
        let first = states[0];
        let more = match states.len() {
            1 => String::new(),
            count => format!(" (and {} more like it)", count - 1),
        };
        let reader = &context.repo.stack(first.reader).path;
        let message = format!(
            "who writes the state that {reader} reads as {}{more} cannot be told: {reason}",
            first.address()
        );
        let finding = Finding::undetermined(&RULE.meta, place(first), message);
        findings.push(finish(context, finding, &states));
    }
}

fn finish(context: &Context<'_>, mut finding: Finding, states: &[&RemoteState]) -> Finding {
    let instance = |state: &&RemoteState| {
        let stack = context.repo.stack(state.reader);
        Instance {
            environment: stack.place.environment.clone(),
            stack: stack.path.clone(),
            address: Some(state.address()),
        }
    };
    finding.instances = states.iter().map(instance).collect();
    finding.address(format!("data.terraform_remote_state.{}", states[0].name()))
}

/// The states that the repository writes, for comparison.
struct Written<'c> {
    context: &'c Context<'c>,
    /// By everything before the last slash but one; for others, by the whole.
    by_store: BTreeMap<String, Vec<&'c str>>,
}

impl<'c> Written<'c> {
    fn of(context: &'c Context<'c>) -> Self {
        let mut by_store: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for identity in context
            .plan
            .backends
            .iter()
            .filter_map(|it| it.identity.as_deref().ok())
        {
            by_store.entry(store(identity)).or_default().push(identity);
        }
        Self { context, by_store }
    }

    /// What to do about a state that nobody writes; `None` where it may be another repository's.
    fn help(&self, state: &RemoteState, identity: &str) -> Option<String> {
        if self.may_be_partial(state) {
            return None;
        }
        let beside = self
            .by_store
            .get(&store(identity))
            .map_or(&[][..], Vec::as_slice);
        let typos = beside
            .iter()
            .filter(|other| other.len().abs_diff(identity.len()) <= 2)
            .map(|other| (strsim::osa_distance(identity, other), other))
            .filter(|(distance, _)| *distance <= 2);
        if let Some((_, near)) = typos.min() {
            return Some(format!("Did you mean {near}?"));
        }
        if let Some(alike) = beside.iter().find(|other| is_alike(identity, other)) {
            return Some(format!(
                "Correct the place; stacks here write such as {alike}. If another repository writes it, name it in \
                 the option `external` of this rule"
            ));
        }
        let is_inside = identity.starts_with("local:")
            && !identity.starts_with("local:/")
            && !identity.starts_with("local:../");
        is_inside.then(|| {
            "Correct the path; it is relative to the folder of the stack that reads".to_owned()
        })
    }

    /// Whether a stack whose own place is not wholly known may be the one that writes the state.
    fn may_be_partial(&self, state: &RemoteState) -> bool {
        let given = |name: &str| state.arguments.get(name).and_then(|value| value.as_str());
        let backends = self.context.plan.backends.iter();
        let mut partial =
            backends.filter(|it| it.is_declared && it.identity.is_err() && it.kind == state.kind);
        partial.any(|backend| {
            [backend.key(), backend.store()]
                .into_iter()
                .flatten()
                .all(|(name, text)| given(name).is_none_or(|wanted| wanted == text.as_str()))
        })
    }
}

/// The bucket or organisation of an identity, with its scheme.
fn store(identity: &str) -> String {
    identity.split('/').take(3).collect::<Vec<_>>().join("/")
}

/// Whether two places in one bucket differ in one folder only, of two or more.
fn is_alike(one: &str, other: &str) -> bool {
    let is_bucket = one.starts_with("s3://") || one.starts_with("gs://");
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('/').collect(), other.split('/').collect());
    // `s3:`, nothing, the bucket, and at least two parts of the key.
    let differing = one.iter().zip(&other).filter(|(a, b)| a != b).count();
    is_bucket && one.len() >= 5 && one.len() == other.len() && differing == 1
}
