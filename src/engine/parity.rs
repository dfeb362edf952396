//! Differences between environments as findings.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Outcome, RunError};
use crate::diagnostic::{Date, Finding, Instance, Meta, Subject};
use crate::parity::{
    self, Both, Comparison, Difference, Form, Parity, Scope, Stale, Uncertain, Which,
};
use crate::rule::{Context, Rule};
use crate::rules::parity::{self as rules, ENV_MISSING, EXPECTATION_STALE};
use crate::source::Sources;

/// Whether a rule is judged by comparing environments.
pub(super) fn is_about(meta: &Meta) -> bool {
    rules::find(meta.id).is_some()
}

type Judged = (Vec<Finding>, Vec<String>, Option<RunError>);

/// Compares the environments that the configuration asks for: findings of the rules that run, notices, and what broke.
pub(super) fn judge(context: &Context<'_>, rules: &[&'static Rule], today: Date) -> Judged {
    if context.config.parity.is_none() || !rules.iter().any(|rule| is_about(&rule.meta)) {
        return (Vec::new(), Vec::new(), None);
    }
    let compare = || {
        let pairs = parity::pairs(context.repo, context.config).into_iter();
        let scope = |environment| Scope {
            environment,
            region: None,
        };
        let scopes: Vec<Both<Scope<'_>>> = pairs.map(|pair| pair.map(|it| scope(*it))).collect();
        parity::compare_all(context, &scopes, true, today)
    };
    let Ok(parity) = catch_unwind(AssertUnwindSafe(compare)) else {
        let message = "the comparison of environments broke, so that its rules find nothing. This is a fault of \
                       iaclint: please report it";
        let error = RunError {
            path: None,
            message: message.to_owned(),
            ..RunError::default()
        };
        return (Vec::new(), Vec::new(), Some(error));
    };
    let mut notices = idle(context, &parity).into_iter().collect::<Vec<String>>();
    notices.extend(parity.stale.iter().filter_map(unplaced));
    let mut findings = findings(&parity, context.sources);
    findings.retain(|finding| {
        let runs = rules.iter().any(|rule| rule.meta.id == finding.meta.id);
        runs && !context.sources.is_past(finding.span.file)
    });
    (findings, notices, None)
}

/// What is said where a section asks for comparisons and none can be made.
fn idle(context: &Context<'_>, parity: &Parity) -> Option<String> {
    let pairs = &context.config.parity.as_ref()?.pairs;
    (parity.comparisons.is_empty() && parity.absent.is_empty() && pairs.is_empty()).then(|| {
        "[parity]: nothing is compared, since there is not one environment of the production tier and another; \
         name them in `pairs`"
            .to_owned()
    })
}

/// A stale entry of a configuration that lies outside the repository, where no finding can point.
fn unplaced(stale: &Stale) -> Option<String> {
    let at = stale.entry.filter(|_| stale.place.is_none())?;
    Some(format!(
        "[[parity.expect]] {} ({}): {}",
        at + 1,
        stale.subject,
        stale.problem
    ))
}

/// What was compared as an outcome, for reports that know findings only.
pub fn parity_outcome(parity: &Parity, sources: &Sources) -> Outcome {
    let mut findings = findings(parity, sources);
    super::fold::sort(sources, &mut findings);
    super::fold::fingerprint(sources, findings.iter_mut());
    let (failed, undetermined) = findings
        .into_iter()
        .partition(|it| it.verdict == crate::diagnostic::Verdict::Fail);
    Outcome {
        findings: failed,
        undetermined,
        rules: rules::all().map(|rule| &rule.meta).collect(),
        ..Outcome::default()
    }
}

/// Each unexpected difference, what cannot be compared, and each declaration that does not hold.
fn findings(parity: &Parity, sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for comparison in &parity.comparisons {
        let unexpected = comparison
            .differences
            .iter()
            .filter(|it| it.is_unexpected());
        found.extend(unexpected.filter_map(|it| difference(comparison, it)));
        let open = comparison.uncertain.iter();
        found.extend(open.filter_map(|it| uncertain(comparison, it)));
    }
    found.extend(parity.stale.iter().filter_map(stale));
    found.extend(parity.absent.iter().filter_map(|absent| {
        let message = format!("the environment {} has no stack", absent.name);
        let help = "Add its stacks, or take it out of `pairs` under [parity]";
        Some(Finding::new(
            &ENV_MISSING.meta,
            absent.place?,
            message,
            help,
        ))
    }));
    for finding in &mut found {
        finding.span = sources.visible(finding.span);
        for note in &mut finding.related {
            note.span = sources.visible(note.span);
        }
    }
    found
}

fn difference(comparison: &Comparison, difference: &Difference) -> Option<Finding> {
    let meta = rules::find(difference.rule)?;
    let lags = difference.lagging();
    let name = |which: Which| comparison.sides.get(which).name.as_str();
    let other = *difference.places.get(lags.opposite());
    let span = comparison.place_to_edit(difference)?;
    let help = match difference.form {
        Form::Only(which) if which == lags => format!(
            "Take it out of {}, or declare the difference with its reason in [[parity.expect]]",
            name(lags)
        ),
        Form::Only(_) => format!(
            "Add it to {}, or declare the difference with its reason in [[parity.expect]]",
            name(lags)
        ),
        Form::Different => format!(
            "Make it in {} what it is in {}, or declare the difference with its reason in [[parity.expect]]",
            name(lags),
            name(lags.opposite())
        ),
    };
    let mut finding = Finding::new(meta, span, message(comparison, difference), help)
        .severity(difference.severity)
        .address(difference.path.clone());
    if let Some(other) = other.filter(|other| *other != span) {
        let shown = difference.shown.get(lags.opposite()).as_deref();
        let text = match (difference.form, shown) {
            (Form::Different, Some(shown)) => format!("{shown} in {}", name(lags.opposite())),
            _ => format!("in {}", name(lags.opposite())),
        };
        finding = finding.related(other, text);
    }
    place(comparison, &difference.stack, lags, &mut finding);
    Some(finding)
}

/// `module.ecs.cpu is 512 in prod and 256 in test, which is weaker; 3 attributes follow: why it matters`
fn message(comparison: &Comparison, difference: &Difference) -> String {
    let name = |which: Which| comparison.sides.get(which).name.as_str();
    let shown = |which: Which| {
        difference
            .shown
            .get(which)
            .as_deref()
            .unwrap_or("not there")
    };
    let mut text = match difference.form {
        Form::Only(which) => format!(
            "{}{} is in {} and not in {}",
            difference.path,
            difference
                .shown
                .get(which)
                .as_deref()
                .map_or(String::new(), |it| format!(" ({it})")),
            name(which),
            name(which.opposite())
        ),
        Form::Different => format!(
            "{} is {} in {} and {} in {}",
            difference.path,
            shown(Which::Reference),
            name(Which::Reference),
            shown(Which::Other),
            name(Which::Other)
        ),
    };
    if let Some(weaker) = difference
        .weaker
        .filter(|it| difference.form != Form::Only(it.opposite()))
    {
        let _ = write!(text, ", so that {} is weaker", name(weaker));
    }
    match difference.follows.len() {
        0 => {}
        1 => text.push_str("; 1 other difference follows from it"),
        count => {
            let _ = write!(text, "; {count} other differences follow from it");
        }
    }
    if !difference.reason.is_empty() {
        text.push_str(": ");
        text.push_str(difference.reason.trim_end_matches('.'));
    }
    text
}

fn uncertain(comparison: &Comparison, open: &Uncertain) -> Option<Finding> {
    let meta = rules::of_path(&open.path);
    let place_of = |which: Which| *open.places.get(which);
    let known = place_of(Which::Other).or(place_of(Which::Reference));
    let start = comparison
        .stack(&open.stack, Which::Other)
        .or_else(|| comparison.stack(&open.stack, Which::Reference))
        .and_then(|it| it.start);
    let span = known.or(start).or_else(|| comparison.somewhere())?;
    let sides = &comparison.sides;
    let reason = format!(
        "{} of {} and {} cannot be compared: {}",
        open.path,
        sides.reference.name,
        sides.other.name,
        open.reason.trim_end_matches('.')
    );
    let mut finding = Finding::undetermined(meta, span, reason).address(open.path.clone());
    place(comparison, &open.stack, Which::Other, &mut finding);
    Some(finding)
}

fn stale(stale: &Stale) -> Option<Finding> {
    let what = match stale.entry {
        Some(_) => format!("the expected difference {}", stale.subject),
        None => "this comment".to_owned(),
    };
    let (message, help) = if stale.lacks_reason {
        (
            format!("{what} may be, but nobody says why: {}", stale.problem),
            "Write in place of TODO why the environments may differ in it",
        )
    } else {
        (
            format!("{what} does not hold: {}", stale.problem),
            "Remove it, or make it say what may differ and why",
        )
    };
    let finding = Finding::new(&EXPECTATION_STALE.meta, stale.place?, message, help);
    Some(finding.address(stale.subject.clone()))
}

/// Says where a finding stands: in the side that must change, and in the stack of either side.
fn place(comparison: &Comparison, name: &str, which: Which, finding: &mut Finding) {
    let here = comparison
        .stack(name, which)
        .or_else(|| comparison.stack(name, which.opposite()));
    let label = &comparison.sides.get(which).name;
    let environment = label.split('/').next().unwrap_or_default();
    finding.subject = Subject {
        environment: Some(environment.to_owned()),
        region: here.and_then(|it| it.region.clone()),
        stack: here.map(|it| it.path.clone()),
        ..std::mem::take(&mut finding.subject)
    };
    // Both stacks are named, so that whoever asks for either is told.
    let both = [which, which.opposite()];
    let places = both
        .iter()
        .filter_map(|which| comparison.stack(name, *which));
    finding.instances = places
        .map(|it| Instance {
            environment: it.environment.clone(),
            stack: it.path.clone(),
            address: finding.subject.address.clone(),
        })
        .collect();
}
