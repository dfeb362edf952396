//! The rules of one group, by whom they name: load balancers before many services have one for each.

use std::collections::BTreeMap;

use super::group::GroupId;
use super::permission::{Direction, Peer, Permission};

/// The rules of one group.
#[derive(Debug, Default)]
pub(super) struct Rules<'g> {
    all: Vec<Permission<'g>>,
    /// The positions of those that name a group which the environment makes.
    by_peer: BTreeMap<(Direction, GroupId), Vec<usize>>,
    /// The positions of all others.
    others: Vec<usize>,
}

impl<'g> Rules<'g> {
    pub(super) fn push(&mut self, permission: Permission<'g>) {
        let at = self.all.len();
        match &permission.peer {
            Peer::Group(group @ GroupId::Own(_)) => {
                let key = (permission.direction, group.clone());
                self.by_peer.entry(key).or_default().push(at);
            }
            _ => self.others.push(at),
        }
        self.all.push(permission);
    }

    /// In the order in which they were found.
    pub(super) fn all(&self) -> &[Permission<'g>] {
        &self.all
    }

    /// Those that name this group.
    pub(super) fn naming(
        &self,
        direction: Direction,
        peer: &GroupId,
    ) -> impl Iterator<Item = &Permission<'g>> {
        let found = self.by_peer.get(&(direction, peer.clone()));
        let found = found.map_or(&[][..], Vec::as_slice).iter();
        found.map(|at| &self.all[*at])
    }

    /// Those that name no group which the environment makes.
    pub(super) fn others(&self) -> impl Iterator<Item = &Permission<'g>> {
        self.others.iter().map(|at| &self.all[*at])
    }
}
