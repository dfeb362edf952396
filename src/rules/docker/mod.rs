//! How images are built.

pub(super) mod base;
pub(super) mod health_binary;
pub(super) mod port;
pub(super) mod secret;
pub(super) mod user;
