//! Values that are computed when they are first asked for, each once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

/// Cells by key. Asking for one that is being computed tells of a circle.
#[derive(Debug)]
pub(super) struct Cells<K, T>(RefCell<HashMap<K, State<T>>>);

#[derive(Debug)]
enum State<T> {
    InProgress,
    Done(T),
}

impl<K, T> Default for Cells<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash + Copy, T: Clone> Cells<K, T> {
    /// The value of a cell, computed now if it was not yet. `None` where computing it asks for itself.
    pub(super) fn force(&self, key: K, compute: impl FnOnce() -> T) -> Option<T> {
        match self.0.borrow().get(&key) {
            Some(State::Done(value)) => return Some(value.clone()),
            Some(State::InProgress) => return None,
            None => {}
        }
        self.0.borrow_mut().insert(key, State::InProgress);
        let value = compute();
        self.0.borrow_mut().insert(key, State::Done(value.clone()));
        Some(value)
    }
}
