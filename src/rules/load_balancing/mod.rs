//! Do requests reach what is behind a load balancer, and nobody else?

pub(super) mod access_logs;
pub(super) mod cannot_reach_tasks;
pub(super) mod deletion_protection;
pub(super) mod deregistration;
pub(super) mod drop_invalid_headers;
pub(super) mod health_check;
mod health_path;
pub(super) mod https;
pub(super) mod no_listener;
pub(super) mod public_subnets;
pub(super) mod sg_ports;
pub(super) mod target_group_unattached;
pub(super) mod tg_replace;
pub(super) mod tls_policy;
pub(super) mod two_azs;
pub(super) mod vpc_mismatch;
