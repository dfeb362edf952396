//! A table that grows while others hold references into it.

use std::sync::OnceLock;

/// Blocks of 1, 2, 4, … cells: more than sixteen million together.
const BLOCKS: usize = 24;

/// One block, made when one of its cells is first asked for.
type Block<T> = OnceLock<Box<[OnceLock<T>]>>;

/// Cells by number, each filled at most once. Nothing in it ever moves.
pub(crate) struct Cells<T>([Block<T>; BLOCKS]);

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| OnceLock::new()))
    }
}

impl<T> std::fmt::Debug for Cells<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cells").finish_non_exhaustive()
    }
}

impl<T> Cells<T> {
    /// How many there can be.
    pub(crate) const MAX: u32 = (1 << BLOCKS) - 1;

    /// The cell of this number. All numbers from [`Self::MAX`] on share the last cell.
    pub(crate) fn cell(&self, number: u32) -> &OnceLock<T> {
        let place = number.min(Self::MAX - 1) + 1;
        let block = place.ilog2();
        let size = 1usize << block;
        let cells = self.0[block as usize]
            .get_or_init(|| std::iter::repeat_with(OnceLock::new).take(size).collect());
        &cells[place as usize - size]
    }
}

#[cfg(test)]
mod tests {
    use super::Cells;

    #[test]
    fn cells_keep_their_place_while_others_are_added() {
        let cells = Cells::<u32>::default();
        let first = cells.cell(0).get_or_init(|| 7);
        for number in 1..1_000 {
            cells.cell(number).get_or_init(|| number);
        }
        assert_eq!(*first, 7);
        assert!((1..1_000).all(|number| cells.cell(number).get() == Some(&number)));
        assert!(cells.cell(u32::MAX).get().is_none());
    }
}
