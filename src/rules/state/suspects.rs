//! Stacks whose keys are wrong already: what is read through them is not judged, for the cause is reported once.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::RemoteState;
use crate::repo::{Place, StackId};
use crate::rule::Context;

use super::key_path::Keys;
use super::naming::pattern;

/// The stacks that `state-key-path` or `state-key-duplicate` speaks of.
pub(super) struct Suspects<'c> {
    stacks: BTreeSet<StackId>,
    places: Vec<(&'c str, &'c Place)>,
    /// The pattern of most keys of a kind of backend.
    usual: BTreeMap<&'c str, String>,
}

impl<'c> Suspects<'c> {
    pub(super) fn of(context: &Context<'c>) -> Self {
        let keys = Keys::of(context);
        let stacks = keys.at_fault(context);
        let repo = context.repo;
        let place = |id: &StackId| {
            (
                context.plan.backend(*id).kind.as_str(),
                &repo.stack(*id).place,
            )
        };
        Self {
            places: stacks.iter().map(place).collect(),
            usual: keys.usual,
            stacks,
        }
    }

    /// Whether one of them writes the state now.
    pub(super) fn write(&self, state: &RemoteState) -> bool {
        state.producers.iter().any(|id| self.stacks.contains(id))
    }

    /// Whether one of them would write the state if its key were right.
    pub(super) fn should_write(&self, state: &RemoteState) -> bool {
        let names = ["key", "workspaces.name", "prefix", "path"];
        let key = names
            .iter()
            .find_map(|name| state.arguments.get(*name)?.as_str());
        let Some((key, usual)) = key.zip(self.usual.get(state.kind.as_str())) else {
            return false;
        };
        let of_kind = self.places.iter().filter(|(kind, _)| *kind == state.kind);
        of_kind.into_iter().any(|(_, place)| {
            let meant = pattern(key, place);
            meant.names_stack && meant.text == *usual
        })
    }
}
