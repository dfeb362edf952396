//! Which resource a finding of a policy is about, in its message: an author of policies does not write it.

use crate::diagnostic::Finding;

/// Begins the message with the address that it is about, where it does not name that: an annotation is read alone.
pub(super) fn name(finding: &mut Finding) {
    let of_instances = finding
        .instances
        .iter()
        .filter_map(|it| it.address.as_ref());
    let mut addresses = of_instances.chain(&finding.subject.address);
    let Some(first) = addresses.clone().next() else {
        return;
    };
    if !addresses.any(|address| finding.names(address)) {
        finding.message = format!("{first}: {}", finding.message);
    }
}
