//! What can be said of a question about an alarm.

use super::super::Unsure;

/// An answer with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It is so.
    Holds,
    /// It is not, for this reason: a clause.
    Fails(String),
    /// It cannot be known.
    Unknown(Unsure),
}

impl Judgement {
    /// Of a value that may turn out to be one of several: certain where all agree.
    pub fn of_possible(all: impl IntoIterator<Item = Self>) -> Self {
        let mut found: Option<Self> = None;
        for one in all {
            match (&found, one) {
                (_, Self::Unknown(unsure)) => return Self::Unknown(unsure),
                (None, one) => found = Some(one),
                (Some(Self::Holds), Self::Holds) | (Some(Self::Fails(_)), Self::Fails(_)) => {}
                _ => {
                    let reason = "it hangs on a condition that is not known";
                    return Self::Unknown(Unsure::new(reason, None));
                }
            }
        }
        found.unwrap_or(Self::Holds)
    }

    /// Of several things that must all hold: one that fails is enough.
    pub fn of_all(all: impl IntoIterator<Item = Self>) -> Self {
        let mut found = Self::Holds;
        for one in all {
            match one {
                Self::Fails(_) => return one,
                Self::Unknown(_) if found == Self::Holds => found = one,
                _ => {}
            }
        }
        found
    }

    /// The reason of a failure.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Fails(reason) => Some(reason),
            _ => None,
        }
    }
}
