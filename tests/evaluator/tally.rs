//! What a run saw.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::terraform::{Judgement, Verdict};

/// Counts, and where the time went.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) cases: usize,
    pub(crate) trees: usize,
    pub(crate) refused: usize,
    pub(crate) refused_trees: usize,
    pub(crate) partly_unknown: usize,
    /// Why nothing could be told.
    pub(crate) unclear: BTreeMap<String, usize>,
    /// Units on which Terraform says as ours only once all resources are there, or without validating first.
    pub(crate) known_to_be_otherwise: usize,
    /// Outputs of which Terraform comes to something else than what it took for known when it planned; ours agreed with the
    /// plan.
    pub(crate) contradicted: usize,
    /// Outputs that Terraform does not know and ours does, and those that neither knows.
    pub(crate) known_better: usize,
    pub(crate) unknown_to_both: usize,
    /// Outputs of which ours takes a part for known to Terraform when it plans that is not.
    pub(crate) taken_for_known: usize,
    pub(crate) making: Duration,
    pub(crate) asking: Duration,
    pub(crate) evaluating: Duration,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.trees += other.trees;
        self.refused += other.refused;
        self.refused_trees += other.refused_trees;
        self.partly_unknown += other.partly_unknown;
        for (reason, number) in other.unclear {
            *self.unclear.entry(reason).or_default() += number;
        }
        self.known_to_be_otherwise += other.known_to_be_otherwise;
        self.contradicted += other.contradicted;
        self.known_better += other.known_better;
        self.unknown_to_both += other.unknown_to_both;
        self.taken_for_known += other.taken_for_known;
        self.making += other.making;
        self.asking += other.asking;
        self.evaluating += other.evaluating;
    }

    /// Counts what Terraform said. A unit whose name begins with `t` is a tree of modules.
    pub(crate) fn count(&mut self, judgement: &Judgement) {
        for (name, verdict) in judgement {
            let is_tree = name.starts_with('t');
            self.cases += 1;
            self.trees += usize::from(is_tree);
            match verdict {
                Verdict::Refused(_) if is_tree => self.refused_trees += 1,
                Verdict::Refused(_) => self.refused += 1,
                Verdict::Planned(outputs, _) => {
                    let mut outputs = outputs.values();
                    let is_unknown = outputs.any(|judged| !judged.planned.is_wholly_known());
                    self.partly_unknown += usize::from(is_unknown);
                }
                Verdict::Unclear(reason) => {
                    *self.unclear.entry(reason.clone()).or_default() += 1;
                }
                Verdict::Infinite(_) => {}
            }
        }
    }

    /// For people.
    pub(crate) fn summary(&self, seed: u64, took: Duration) -> String {
        let expressions = self.cases - self.trees;
        let valid = |refused: usize, whole: usize| 100 - 100 * refused / whole.max(1);
        let mut text = format!(
            "tests/evaluator: seed {seed}, {} cases in {:.1} s: {expressions} expressions and declarations ({} % \
             valid), {} module trees ({} % valid), {} with unknown values; made in {:.1} s, terraform {:.1} s, ours \
             {:.2} s; of outputs that Terraform does not know, ours knows {} of {}, and takes {} for known to it",
            self.cases,
            took.as_secs_f64(),
            valid(self.refused, expressions),
            self.trees,
            valid(self.refused_trees, self.trees),
            self.partly_unknown,
            self.making.as_secs_f64(),
            self.asking.as_secs_f64(),
            self.evaluating.as_secs_f64(),
            self.known_better,
            self.known_better + self.unknown_to_both,
            self.taken_for_known,
        );
        if self.known_to_be_otherwise > 0 {
            let number = self.known_to_be_otherwise;
            let _ = write!(
                text,
                "\n  of {number} Terraform says the same only once all resources are there, or without validation"
            );
        }
        if self.contradicted > 0 {
            let number = self.contradicted;
            let _ = write!(
                text,
                "\n  of {number} Terraform comes to something else than it planned"
            );
        }
        for (reason, number) in &self.unclear {
            let _ = write!(text, "\n  nothing can be told of {number}: {reason}");
        }
        text
    }
}
