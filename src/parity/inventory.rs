//! To be said.

use super::{Found, Pairing};

/// Adds what differs.
pub(super) fn compare(_pairing: &Pairing<'_>, _found: &mut Found) {}
