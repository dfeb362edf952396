//! What the AWS provider makes of arguments that a block leaves out, as far as that is known. A provider's schema does
//! not say it.

use crate::eval::Value;

/// What the provider makes of what is not said.
#[derive(Debug, Clone)]
pub(super) enum Unsaid {
    /// Nothing: it stays `null`, or there is no such block.
    Nothing,
    /// This.
    Is(Value),
    /// It is not known here, or only once the resource exists.
    Open,
}

/// What becomes of the argument or block at `path` of a resource type where it is left out.
pub(super) fn of(_kind: &str, _path: &str) -> Unsaid {
    Unsaid::Open
}
