//! How many blocks of each kind a body holds.

use crate::source::Span;

use super::parts::{Part, PartKind};

/// The numbers of all kinds of blocks in one body, in order of their first blocks.
#[derive(Debug, Default)]
pub(super) struct Numbers<'n> {
    all: Vec<Number<'n>>,
}

/// The number of blocks of one kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Number<'n> {
    /// How they are called.
    pub(super) name: &'n str,
    /// How many there certainly are.
    pub(super) written: usize,
    /// Whether there may be more.
    pub(super) may_be_more: bool,
    /// Where each is written, or the `dynamic` block that makes it.
    places: Vec<(Span, usize)>,
}

impl<'n> Numbers<'n> {
    /// Counts what is no argument.
    pub(super) fn add(&mut self, part: Part<'n>) {
        let at = self.all.iter().position(|number| number.name == part.name);
        let at = at.unwrap_or_else(|| {
            self.all.push(Number {
                name: part.name,
                ..Number::default()
            });
            self.all.len() - 1
        });
        let number = &mut self.all[at];
        match part.kind {
            PartKind::Block { header, .. } => number.count(1, header),
            PartKind::Dynamic {
                count: Some(count), ..
            } => number.count(count, part.span),
            // What is no block at all is told by itself.
            PartKind::Dynamic { count: None, .. } | PartKind::NoBlock(_) => {
                number.may_be_more = true;
            }
            PartKind::Argument(_) => {}
        }
    }

    /// The number of blocks of one kind.
    pub(super) fn of(&self, name: &str) -> Number<'n> {
        let found = self.all.iter().find(|number| number.name == name);
        found.cloned().unwrap_or_default()
    }

    /// The numbers of all kinds that there are.
    pub(super) fn all(&self) -> &[Number<'n>] {
        &self.all
    }
}

impl Number<'_> {
    fn count(&mut self, blocks: usize, at: Span) {
        self.written += blocks;
        self.places.push((at, self.written));
    }

    /// Where the block at `index` is written.
    pub(super) fn place_of(&self, index: usize) -> Option<Span> {
        let found = self.places.iter().find(|(_, until)| index < *until);
        Some(found?.0)
    }
}
