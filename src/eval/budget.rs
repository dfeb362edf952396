//! Bounds the work of one evaluation: hostile input must end too.

use std::cell::Cell;

/// What one stack may cost.
#[derive(Debug)]
pub struct Budget {
    work: Cell<u64>,
    depth: Cell<u32>,
    is_spent: Cell<bool>,
}

/// Steps, elements and bytes together. A stack of a thousand resources takes less than a million.
const MAX_WORK: u64 = 20_000_000;

/// How deep expressions and the references between them may nest. A chain of local values takes three for each.
const MAX_DEPTH: u32 = 40_000;

impl Default for Budget {
    fn default() -> Self {
        Self {
            work: Cell::new(MAX_WORK),
            depth: Cell::new(0),
            is_spent: Cell::new(false),
        }
    }
}

impl Budget {
    /// A budget of so much work.
    pub fn of(work: u64) -> Self {
        Self {
            work: Cell::new(work),
            ..Self::default()
        }
    }

    /// Takes `amount`; `false` where that is more than is left. What is left then is nothing.
    pub fn take(&self, amount: usize) -> bool {
        match self.work.get().checked_sub(amount as u64) {
            Some(left) => {
                self.work.set(left);
                true
            }
            None => {
                self.work.set(0);
                self.is_spent.set(true);
                false
            }
        }
    }

    /// Runs `work` one level deeper; `None` where that is too deep or nothing is left.
    pub fn deeper<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            self.is_spent.set(true);
            return None;
        }
        if !self.take(1) {
            return None;
        }
        self.depth.set(depth + 1);
        let result = work();
        self.depth.set(depth);
        Some(result)
    }

    /// Whether something was refused.
    pub fn is_spent(&self) -> bool {
        self.is_spent.get()
    }
}
