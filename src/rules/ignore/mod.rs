//! Ignore comments that do not do what they seem to. The engine reports these while it applies the comments.

pub mod expired;
pub mod malformed;
pub mod unused;
