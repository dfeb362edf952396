//! In what environments may differ, by argument.

/// What a difference of an argument's value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It says what something is called, to whom it belongs, where it is reached: environments have their own.
    Identity,
    /// It is a range of addresses: environments have their own of the same size.
    Address,
    /// It says how much there is: production has at least as much as others.
    Size(Order),
    /// It keeps from loss or harm: production is at least as strict as others.
    Safety(Order),
    /// It says which version runs: it comes to production last.
    Promotion,
    /// It makes the system what it is: the same everywhere.
    Substance,
}

/// Which of two values is the stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The larger number, or `true`.
    More,
    /// The smaller number, or `false`.
    Less,
    /// The later of these words.
    Words(&'static [&'static str]),
}

/// The class of an argument of a resource type, by its path without positions and keys, such as
/// `scaling_configuration.max_capacity`.
pub fn class_of(_kind: &str, _path: &str) -> Class {
    Class::Substance
}
