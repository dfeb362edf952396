//! Bounds the work of one evaluation: hostile input must end too.

use std::cell::Cell;

/// What one stack may cost.
#[derive(Debug)]
pub struct Budget {
    work: Cell<u64>,
    /// How much there was at first.
    all: u64,
    depth: Cell<u32>,
    /// How deep it may become.
    deepest: u32,
    is_spent: Cell<bool>,
}

/// Steps, values and bytes together: what takes a few seconds and some hundred megabytes. A stack of a thousand
/// resources takes about a million.
pub const MAX_WORK: u64 = 20_000_000;

/// What a value costs that is made, since it stays: it takes as much memory as many bytes of text, and the more
/// there are the more there is to walk over.
pub const VALUE_COST: usize = 4;

/// How deep expressions and the references between them may nest, unless there is less stack. A chain of local values
/// takes three for each.
const MAX_DEPTH: u32 = 40_000;

/// The part of a thread's stack that is reckoned with for each level, in bytes. It makes a gigabyte of the most levels,
/// which a build without optimizations does with.
const BYTES_FOR_LEVEL: usize = 26 * 1024;

impl Default for Budget {
    fn default() -> Self {
        Self {
            work: Cell::new(MAX_WORK),
            all: MAX_WORK,
            depth: Cell::new(0),
            deepest: MAX_DEPTH,
            is_spent: Cell::new(false),
        }
    }
}

impl Budget {
    /// A budget of so much work.
    pub fn of(work: u64) -> Self {
        Self {
            work: Cell::new(work),
            all: work,
            ..Self::default()
        }
    }

    /// The same on a thread whose stack is of so many bytes: it must not overflow.
    pub fn on_stack_of(self, bytes: usize) -> Self {
        let levels = u32::try_from(bytes / BYTES_FOR_LEVEL).unwrap_or(MAX_DEPTH);
        Self {
            deepest: levels.min(MAX_DEPTH),
            ..self
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

    /// The same, but where it is too much, everything that is left stays: others may need less.
    pub fn take_whole(&self, amount: usize) -> bool {
        self.work.get() >= amount as u64 && self.take(amount)
    }

    /// Notes that something was refused that no amount of work is left for.
    pub fn refuse(&self) {
        self.is_spent.set(true);
    }

    /// Runs `work` one level deeper; `None` where that is too deep or nothing is left.
    pub fn deeper<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let depth = self.depth.get();
        if depth >= self.deepest {
            self.refuse();
            return None;
        }
        if !self.take(VALUE_COST) {
            return None;
        }
        self.depth.set(depth + 1);
        let result = work();
        self.depth.set(depth);
        Some(result)
    }

    /// How much of it is taken.
    pub fn taken(&self) -> u64 {
        self.all - self.work.get()
    }

    /// Whether something was refused.
    pub fn is_spent(&self) -> bool {
        self.is_spent.get()
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    /// How many levels a budget lets somebody go down.
    fn levels(budget: &Budget) -> u32 {
        budget
            .deeper(|| levels(budget))
            .map_or(0, |below| below + 1)
    }

    #[test]
    fn a_small_stack_is_not_gone_down_as_far_as_a_large_one() {
        let bytes = 1024 * 1024;
        let small = Budget::default().on_stack_of(bytes);
        assert!(levels(&small) < 50 && small.is_spent());
        let twice = levels(&Budget::default().on_stack_of(2 * bytes));
        assert!(twice > levels(&small) && twice < 100);
    }
}
