//! Are the images kept that run, and only those?

pub(super) mod force_delete;
pub(super) mod immutable;
pub(super) mod lifecycle;
pub(super) mod lifecycle_eats_live;
pub(super) mod policy_public;
pub(super) mod private;
pub(super) mod scan;
