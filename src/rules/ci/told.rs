//! What the rules about pipelines share: how a place in one is told, and one finding for what several runs show.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Meta};
use crate::pipeline::{Cause, Execution, JobRun};
use crate::rule::Context;
use crate::source::Span;

/// What several runs show of one place: that it is at fault in one of them, or that it may be.
pub(super) struct Places<T>(BTreeMap<(Span, String), Result<T, (String, Cause)>>);

impl<T> Places<T> {
    /// Nothing is shown yet.
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// It is at fault. The first run that shows it is the one that is told; `about` tells several faults of one place
    /// apart.
    pub(super) fn fails(&mut self, span: Span, about: &str, evidence: T) {
        let key = (span, about.to_owned());
        if !matches!(self.0.get(&key), Some(Ok(_))) {
            self.0.insert(key, Ok(evidence));
        }
    }

    /// It may be at fault; `what` is not known.
    pub(super) fn is_open(&mut self, span: Span, about: &str, (what, cause): (String, &Cause)) {
        let key = (span, about.to_owned());
        self.0
            .entry(key)
            .or_insert_with(|| Err((what, cause.clone())));
    }

    /// A finding for each place, with `words` for those that fail.
    pub(super) fn report(
        self,
        meta: &'static Meta,
        findings: &mut Vec<Finding>,
        words: impl Fn(Span, T) -> Finding,
    ) {
        for ((span, _), judged) in self.0 {
            findings.push(match judged {
                Ok(evidence) => words(span, evidence),
                Err((what, cause)) => open(meta, span, &what, &cause),
            });
        }
    }
}

/// That something about a pipeline cannot be decided, at the place that decides it.
pub(super) fn open(meta: &'static Meta, span: Span, what: &str, cause: &Cause) -> Finding {
    let reason = format!("{what}, because {cause}");
    let at = cause.at.filter(|at| at.file == span.file);
    let mut finding = Finding::undetermined(meta, span, reason);
    if let Some(at) = at.filter(|at| *at != span) {
        finding = finding.related(at, "this decides it");
    }
    finding
}

/// A job as messages call it.
pub(super) fn job(context: &Context<'_>, execution: &Execution, job: &JobRun) -> String {
    format!("the job {} of {}", job.id, path(context, execution))
}

/// The path of the file that is started.
pub(super) fn path<'c>(context: &'c Context<'_>, execution: &Execution) -> &'c str {
    &context.sources.file(execution.file).path
}
