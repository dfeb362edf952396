//! What arguments hide: documents, rules of security groups, alarms, networks, compared by what they amount to.

mod alarms;
#[cfg(test)]
mod cause_tests;
mod documents;
mod groups;
mod intervals;
mod more;
mod networks;
mod permissions;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod world;

pub(super) use documents::{canonical_of_both, open_to_more};

use std::collections::BTreeSet;

use crate::graph::NodeId;

use super::both::{Both, Which};
use super::{Found, Pairing};

use alarms::Told;
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

/// What the comparisons of this level go by.
pub(super) struct Meaning<'w, 'p> {
    world: World<'w, 'p>,
    alarms: Told<'p, 'p>,
    unpaired: Both<BTreeSet<NodeId>>,
}

impl<'w, 'p> Meaning<'w, 'p> {
    /// Puts together what belongs together.
    pub(super) fn of(pairing: &'w Pairing<'p>, counterpart: Counterpart<'w>) -> Self {
        let world = World::new(pairing, counterpart);
        let alarms = alarms::put_together(&world);
        let unpaired = alarms::unpaired(&world, &alarms);
        Self {
            world,
            alarms,
            unpaired,
        }
    }

    /// The alarms of each side that watch what no alarm of the other does: those are compared by their arguments as
    /// well.
    pub(super) fn unpaired_alarms(&self) -> &Both<BTreeSet<NodeId>> {
        &self.unpaired
    }

    /// Adds what differs.
    pub(super) fn compare(&self, found: &mut Found) {
        groups::compare(&self.world, found);
        alarms::compare(&self.world, &self.alarms, found);
        networks::compare(&self.world, found);
    }
}
