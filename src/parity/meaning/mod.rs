//! What arguments hide: documents, rules of security groups, alarms, networks, compared by what they amount to.

mod documents;
#[cfg(test)]
mod testing;

pub(super) use documents::{canonical, canonical_of_both};

use crate::graph::NodeId;

use super::both::Which;
use super::{Found, Pairing};

/// What an instance of one side is on the other.
type Counterpart<'c> = &'c dyn Fn(Which, NodeId) -> Option<NodeId>;

/// Adds what differs.
pub(super) fn compare(_pairing: &Pairing<'_>, _counterpart: Counterpart<'_>, _found: &mut Found) {}
