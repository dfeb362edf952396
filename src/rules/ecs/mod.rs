//! Do services run where and as they are meant to?

pub(super) mod assign_public_ip;
pub(super) mod circuit_breaker;
mod containers;
pub(super) mod deploy_deadlock;
pub(super) mod deploy_outage;
pub(super) mod exec_prod;
pub(super) mod execution_role;
pub(super) mod expected_port;
pub(super) mod health_grace;
pub(super) mod ignore_desired_count;
pub(super) mod image_pull_path;
pub(super) mod image_registry;
pub(super) mod image_tag;
pub(super) mod ingress_not_alb_only;
pub(super) mod launch_conflict;
pub(super) mod log_config;
pub(super) mod network_config_missing;
mod percent;
pub(super) mod platform;
pub(super) mod port_mismatch;
pub(super) mod private_subnets;
pub(super) mod privileged;
pub(super) mod readonly_root;
pub(super) mod root_user;
pub(super) mod secret_in_env;
pub(super) mod target_type;
pub(super) mod task_egress;
