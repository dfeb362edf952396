//! Words of messages.

/// So many of what a word names: `1 element`, `3 elements`.
pub(super) fn counted(count: u64, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {word}{ending}")
}

/// `is` or `are`.
pub(super) fn are(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
