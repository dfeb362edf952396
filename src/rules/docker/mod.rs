//! How images are built.

pub(super) mod base;
