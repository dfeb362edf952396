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
    if !addresses.any(|address| is_named(&finding.message, address)) {
        finding.message = format!("{first}: {}", finding.message);
    }
}

/// Whether a text holds an address that does not go on: one of its attributes may follow.
fn is_named(text: &str, address: &str) -> bool {
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    text.match_indices(address).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + address.len()..]);
        let begins = !before.ends_with(is_of_name) && !before.ends_with('.');
        begins && !after.starts_with(is_of_name) && !after.starts_with('[')
    })
}
