//! What policies could not be evaluated for.

use crate::source::Span;

use super::verdict::{Broken, Verdict};

/// For how many subjects a policy was judged, and for how many it could not be evaluated.
#[derive(Debug, Default)]
pub(super) struct Tally {
    judged: usize,
    broken: usize,
    /// Why, of the first.
    why: Option<String>,
    /// For how many that fail it the message could not be evaluated, and why, of the first.
    untold: usize,
    why_untold: Option<String>,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.judged += other.judged;
        self.broken += other.broken;
        self.untold += other.untold;
        self.why = self.why.take().or(other.why);
        self.why_untold = self.why_untold.take().or(other.why_untold);
    }

    /// Counts what a policy says of one subject. `place_of` names a place in the policy's file.
    pub(super) fn count(&mut self, verdicts: &[Verdict], place_of: &dyn Fn(Span) -> String) {
        self.judged += 1;
        let first = |of: fn(&Verdict) -> Option<&Broken>| {
            let broken = verdicts.iter().find_map(of)?;
            Some(format!("{} ({})", broken.message, place_of(broken.at)))
        };
        if let Some(why) = first(Verdict::broken) {
            self.broken += 1;
            self.why.get_or_insert(why);
        }
        if let Some(why) = first(Verdict::untold) {
            self.untold += 1;
            self.why_untold.get_or_insert(why);
        }
    }

    /// What is told of the policy of this id.
    pub(super) fn notices(&self, id: &str) -> impl Iterator<Item = String> {
        let useless = (self.broken > 0 && self.broken == self.judged).then(|| {
            format!(
                "the policy `{id}` could be evaluated for none of the {} that it is about: {}",
                self.judged,
                self.why.as_deref().unwrap_or_default()
            )
        });
        let untold = (self.untold > 0).then(|| {
            format!(
                "the message of the policy `{id}` could not be evaluated for {} that it finds, and its summary stands \
                 there: {}",
                self.untold,
                self.why_untold.as_deref().unwrap_or_default()
            )
        });
        useless.into_iter().chain(untold)
    }
}
