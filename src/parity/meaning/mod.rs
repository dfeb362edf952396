//! What arguments hide: documents, rules of security groups, alarms, networks, compared by what they amount to.

mod alarms;
mod documents;
mod groups;
mod intervals;
mod networks;
mod permissions;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod world;

pub(super) use documents::canonical_of_both;

use std::collections::BTreeSet;

use crate::graph::NodeId;

use super::both::{Both, Which};
use super::{Found, Pairing};

use world::World;

/// What an instance of one side is on the other.
pub(super) type Counterpart<'c> = &'c dyn Fn(Which, NodeId) -> Option<NodeId>;

/// Types of which everything is judged here, also which of them there are.
const WHOLE: &[&str] = &[
    "aws_cloudwatch_metric_alarm",
    "aws_security_group_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_ingress_rule",
];

/// Arguments that are judged here.
const ARGUMENTS: &[(&str, &str)] = &[
    ("aws_default_security_group", "egress"),
    ("aws_default_security_group", "ingress"),
    ("aws_ecs_service", "launch_type"),
    ("aws_security_group", "egress"),
    ("aws_security_group", "ingress"),
];

/// Whether an argument of a resource type is judged here and not by its value; without an argument, whether the type is
/// as a whole, with which of its instances there are.
pub(super) fn covers(kind: &str, attribute: Option<&str>) -> bool {
    WHOLE.contains(&kind)
        || attribute.is_some_and(|attribute| ARGUMENTS.contains(&(kind, attribute)))
}

/// The alarms of each side that watch what no alarm of the other does: those are compared by their arguments as well.
pub(super) fn unpaired_alarms(
    pairing: &Pairing<'_>,
    counterpart: Counterpart<'_>,
) -> Both<BTreeSet<NodeId>> {
    alarms::unpaired(&World::new(pairing, counterpart))
}

/// Adds what differs.
pub(super) fn compare(pairing: &Pairing<'_>, counterpart: Counterpart<'_>, found: &mut Found) {
    let world = World::new(pairing, counterpart);
    groups::compare(&world, found);
    alarms::compare(&world, found);
    networks::compare(&world, found);
}
