//! Something of each of two sides.

/// One of two sides that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// The one that the other is measured by, such as `prod`.
    Reference,
    /// The other.
    Other,
}

/// Something of each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Both<T> {
    /// Of the reference.
    pub reference: T,
    /// Of the other.
    pub other: T,
}

impl Which {
    /// Both, the reference first.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Other];

    /// The side that it is not.
    pub fn opposite(self) -> Self {
        match self {
            Self::Reference => Self::Other,
            Self::Other => Self::Reference,
        }
    }
}

impl<T> Both<T> {
    /// Of the reference, of the other.
    pub fn new(reference: T, other: T) -> Self {
        Self { reference, other }
    }

    /// What `make` makes of each side.
    pub fn of(mut make: impl FnMut(Which) -> T) -> Self {
        Self {
            reference: make(Which::Reference),
            other: make(Which::Other),
        }
    }

    /// That of one side.
    pub fn get(&self, which: Which) -> &T {
        match which {
            Which::Reference => &self.reference,
            Which::Other => &self.other,
        }
    }

    /// That of one side, to be changed.
    pub fn get_mut(&mut self, which: Which) -> &mut T {
        match which {
            Which::Reference => &mut self.reference,
            Which::Other => &mut self.other,
        }
    }

    /// What `make` makes of each.
    pub fn map<'s, R>(&'s self, mut make: impl FnMut(&'s T) -> R) -> Both<R> {
        Both {
            reference: make(&self.reference),
            other: make(&self.other),
        }
    }

    /// By reference.
    pub fn as_ref(&self) -> Both<&T> {
        Both {
            reference: &self.reference,
            other: &self.other,
        }
    }

    /// With the sides exchanged.
    pub fn swapped(self) -> Self {
        Self {
            reference: self.other,
            other: self.reference,
        }
    }
}

impl<T> Both<Option<T>> {
    /// Both, where both are there.
    pub fn both(self) -> Option<Both<T>> {
        Some(Both {
            reference: self.reference?,
            other: self.other?,
        })
    }
}
