//! Resources that name another one otherwise than by a plain reference: by a text, a name, or something that is not
//! known. Only these must be looked at one by one by whoever asks what belongs to a resource; the others are edges.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::address::ResourceMode;

use super::{Graph, NodeId, possible};

/// What was found so far, by type and argument.
#[derive(Debug, Default)]
pub(super) struct Loose(Mutex<BTreeMap<Asked, Arc<[NodeId]>>>);

/// A type, and an argument of it.
type Asked = (String, String);

impl Graph<'_> {
    /// The resources of a type whose argument is given and is not exactly an attribute of one managed resource, in
    /// order. Computed once for each type and argument.
    pub fn loose(&self, kind: &str, argument: &str) -> Arc<[NodeId]> {
        let key = (kind.to_owned(), argument.to_owned());
        let mut known = self.loose.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return found.clone();
        }
        let is_loose = |id: NodeId| {
            if self.of_set_keys(id, &[argument]).is_some() {
                return true;
            }
            let Some(value) = self.node(id).given(argument) else {
                return false;
            };
            let ways = possible(value);
            let [only] = &ways[..] else {
                return true;
            };
            self.reference(only).is_none_or(|reference| {
                self.node(reference.node).declaration.mode != ResourceMode::Managed
            })
        };
        let ids = self.resources(kind).map(|(id, _)| id);
        let found: Arc<[NodeId]> = ids.filter(|id| is_loose(*id)).collect();
        known.insert(key, found.clone());
        found
    }
}
