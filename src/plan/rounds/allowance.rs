//! How much work each stack may take, so that all of them together end in bounded time and memory.
//!
//! A stack has a budget of its own, and a repository may have thousands of stacks. Every stack is evaluated with a
//! part of its budget first, which is more than most need; what it does not take is left for those that need more.
//! The result depends on the order of the stacks, never on threads.

use rayon::prelude::*;

use crate::eval::MAX_WORK;
use crate::repo::StackId;

use super::Attempt;

/// What all stacks of a repository together may take: about a minute, where real repositories take a second.
const MAX_TOTAL: u64 = 6 * MAX_WORK;

/// What every stack may take at first, if that much is left.
const FIRST: u64 = MAX_WORK / 20;

/// What every stack may take whatever the others took: as much as a hundred resources do.
pub(in crate::plan) const LEAST: u64 = 100_000;

/// How many stacks are evaluated at once with [`FIRST`]: together they take no more than there is.
const AT_ONCE: usize = 64;

/// How many of those that need more are evaluated at once.
const LARGE_AT_ONCE: usize = 4;

/// What is left for all stacks together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    work: u64,
    /// Whether some stack had to do with less than its own budget, and needed more.
    is_short: bool,
}

impl Left {
    /// What a repository begins with.
    pub(super) fn all() -> Self {
        Self::of(MAX_TOTAL)
    }

    fn of(work: u64) -> Self {
        let is_short = false;
        Self { work, is_short }
    }

    /// Whether some stack was left without what it needed because of the others.
    pub(super) fn is_short(self) -> bool {
        self.is_short
    }

    /// What each of so many stacks may take at once, and at most.
    fn share(self, stacks: usize, most: u64) -> u64 {
        (self.work / stacks.max(1) as u64).clamp(LEAST, most)
    }

    /// Evaluates these stacks, each with no more work than `attempt` is told.
    pub(super) fn spend<'p>(
        &mut self,
        stacks: &[StackId],
        attempt: impl Fn(StackId, u64) -> Attempt<'p> + Sync,
    ) -> Vec<(StackId, Attempt<'p>)> {
        let mut all = Vec::with_capacity(stacks.len());
        for few in stacks.chunks(AT_ONCE) {
            let share = self.share(AT_ONCE, FIRST);
            let attempts: Vec<Attempt<'p>> = few.par_iter().map(|id| attempt(*id, share)).collect();
            let attempts: Vec<(StackId, Attempt<'p>)> = few.iter().copied().zip(attempts).collect();
            self.take(&attempts);
            let (large, done): (Vec<_>, Vec<_>) =
                attempts.into_iter().partition(|(_, one)| needs_more(one));
            all.extend(done);
            all.extend(self.spend_on_large(large, share, &attempt));
        }
        all
    }

    /// Evaluates stacks again, for which `before` was not enough.
    fn spend_on_large<'p>(
        &mut self,
        stacks: Vec<(StackId, Attempt<'p>)>,
        before: u64,
        attempt: &(impl Fn(StackId, u64) -> Attempt<'p> + Sync),
    ) -> Vec<(StackId, Attempt<'p>)> {
        let mut all = Vec::with_capacity(stacks.len());
        let mut rest = stacks.into_iter().peekable();
        while rest.peek().is_some() {
            let few: Vec<_> = rest.by_ref().take(LARGE_AT_ONCE).collect();
            let share = self.share(LARGE_AT_ONCE, MAX_WORK);
            // With no more than before nothing else would come out. What was taken before stays taken: it was done.
            let few = if share > before {
                let again = few.par_iter().map(|(id, _)| (*id, attempt(*id, share)));
                let again: Vec<_> = again.collect();
                self.take(&again);
                again
            } else {
                few
            };
            self.is_short |= share < MAX_WORK && few.iter().any(|(_, attempt)| needs_more(attempt));
            all.extend(few);
        }
        all
    }

    fn take(&mut self, attempts: &[(StackId, Attempt<'_>)]) {
        let taken: u64 = attempts.iter().map(|(_, attempt)| work_of(attempt)).sum();
        self.work = self.work.saturating_sub(taken);
    }
}

fn work_of(attempt: &Attempt<'_>) -> u64 {
    match attempt {
        Attempt::Done(plan) => plan.work,
        Attempt::Needs(_) => 0,
    }
}

/// Whether an evaluation did not come to its end.
fn needs_more(attempt: &Attempt<'_>) -> bool {
    matches!(attempt, Attempt::Done(plan) if plan.is_cut)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::{Attempt, LEAST, Left, MAX_WORK, work_of};
    use crate::plan::StackPlan;
    use crate::repo::StackId;

    /// What each of these stacks may take in the end, where each needs so much.
    fn shares(left: &mut Left, needs: &[u64]) -> Vec<u64> {
        shares_and_work(left, needs).0
    }

    /// The same, and what all attempts took, also those that came to nothing.
    fn shares_and_work(left: &mut Left, needs: &[u64]) -> (Vec<u64>, u64) {
        let done = AtomicU64::new(0);
        let ids: Vec<StackId> = (0..).map(StackId).take(needs.len()).collect();
        let attempt = |id: StackId, share: u64| {
            let need = needs[id.0 as usize];
            done.fetch_add(need.min(share), Ordering::Relaxed);
            Attempt::Done(StackPlan {
                work: need.min(share),
                is_cut: need > share,
                ..StackPlan::default()
            })
        };
        let mut found = left.spend(&ids, attempt);
        found.sort_by_key(|(id, _)| *id);
        let found = found.iter().map(|(_, attempt)| work_of(attempt));
        (found.collect(), done.into_inner())
    }

    #[test]
    fn a_large_stack_among_many_small_ones_has_its_whole_budget() {
        let mut needs = vec![20_000; 1_000];
        needs[500] = 3 * MAX_WORK;
        let mut left = Left::all();
        let found = shares(&mut left, &needs);
        assert_eq!(found[500], MAX_WORK);
        assert_eq!(found[999], 20_000);
        assert!(!left.is_short());
    }

    #[test]
    fn thousands_of_stacks_that_take_all_they_get_end_and_each_has_something() {
        let mut left = Left::all();
        let (found, done) = shares_and_work(&mut left, &vec![u64::MAX; 5_000]);
        // Also what was evaluated a first time with too little.
        let most = super::MAX_TOTAL + 5_000 * LEAST;
        assert!(done <= most, "{done}");
        assert!(found.iter().all(|work| *work >= LEAST));
        assert!(left.is_short());
    }

    #[test]
    fn what_small_stacks_need_they_have_also_after_large_ones() {
        let mut needs = vec![u64::MAX; 100];
        needs.extend([90_000; 50]);
        let found = shares(&mut Left::of(MAX_WORK), &needs);
        assert_eq!(found[100..], [90_000; 50]);
    }
}
