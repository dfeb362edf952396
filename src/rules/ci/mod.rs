//! Do the pipelines plan, apply and build what there is, safely and in order?

pub(super) mod apply_on_pr;
mod checks;
pub(super) mod concurrency;
pub(super) mod image;
pub(super) mod immutable_latest;
pub(super) mod missing;
pub(super) mod no_fmt_validate;
pub(super) mod no_plan_on_pr;
pub(super) mod oidc_trust;
pub(super) mod order;
pub(super) mod prod_ungated;
pub(super) mod pull_request_target;
mod reach;
pub(super) mod stack_uncovered;
pub(super) mod static_keys;
pub(super) mod terraform_version;
mod told;
pub(super) mod unpinned_action;
