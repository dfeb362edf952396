//! Are the images kept that run, and only those?

pub(super) mod immutable;
