//! Does what runs survive the loss of a task or of a zone?

pub(super) mod alb_covers_tasks;
pub(super) mod autoscaling;
pub(super) mod az_rebalancing;
pub(super) mod cross_zone;
pub(super) mod min_tasks;
pub(super) mod nat_per_az;
pub(super) mod service_two_azs;
pub(super) mod single_az_resource;
pub(super) mod spot_only;
pub(super) mod subnets_two_azs;
