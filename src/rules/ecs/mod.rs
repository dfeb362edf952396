//! Do services run where and as they are meant to?

pub(super) mod arch;
pub(super) mod assign_public_ip;
pub(super) mod circuit_breaker;
mod containers;
pub(super) mod deploy_deadlock;
pub(super) mod deploy_outage;
pub(super) mod ignore_desired_count;
pub(super) mod image_tag;
pub(super) mod launch_conflict;
pub(super) mod log_config;
pub(super) mod network_config_missing;
mod percent;
pub(super) mod port_mismatch;
pub(super) mod private_subnets;
pub(super) mod secret_in_env;
pub(super) mod target_type;
