//! One run: parse, model, judge, filter, sort.

mod outcome;

pub use outcome::{Outcome, RunError, Summary, Suppressed};
