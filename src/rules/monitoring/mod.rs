//! Is somebody told when it breaks?

pub(super) mod alarm_dimensions;
pub(super) mod alarm_ecs_cpu;
pub(super) mod alarm_ecs_memory;
pub(super) mod alarm_elb_5xx;
pub(super) mod alarm_latency;
pub(super) mod alarm_missing_data;
pub(super) mod alarm_nat;
pub(super) mod alarm_no_action;
pub(super) mod alarm_period;
pub(super) mod alarm_running_tasks;
pub(super) mod alarm_statistic;
pub(super) mod alarm_target_5xx;
pub(super) mod alarm_unhealthy_hosts;
pub(super) mod container_insights;
pub(super) mod dashboard;
pub(super) mod deploy_events;
pub(super) mod flow_logs;
pub(super) mod log_retention;
mod place;
mod presence;
pub(super) mod topic_aws_managed_key;
pub(super) mod topic_no_subscriber;
pub(super) mod topic_policy;
