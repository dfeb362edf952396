//! What AWS takes of values: documents in JSON, names, sizes, ARNs, ranges of addresses.

pub(super) mod arn_mismatch;
pub(super) mod dashboard;
pub(super) mod ecr_lifecycle_policy;
pub(super) mod ecs_definition;
pub(super) mod fargate_size;
pub(super) mod iam_policy;
pub(super) mod json;
pub(super) mod name;
pub(super) mod subnet_outside;
pub(super) mod subnet_overlap;
