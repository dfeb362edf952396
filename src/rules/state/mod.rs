//! Does every stack keep its state where it should?

pub(super) mod key_duplicate;
