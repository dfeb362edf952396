//! Do the pipelines plan, apply and build what there is, safely and in order?

pub(super) mod apply_on_pr;
mod told;
