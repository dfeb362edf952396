//! Which locals of a policy file use which.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::hcl::{self, Expression, step_name};
use crate::plan::components;

use super::read::Faults;

/// At most so many locals of a circle are named.
const MAX_NAMED: usize = 8;

/// Locals, and for each the positions of those that it uses.
pub(super) struct Uses<'l> {
    names: Vec<&'l str>,
    expressions: Vec<&'l Expression>,
    edges: Vec<Vec<usize>>,
}

impl<'l> Uses<'l> {
    pub(super) fn of(locals: &'l BTreeMap<Box<str>, Expression>) -> Self {
        let names: Vec<&str> = locals.keys().map(|name| &**name).collect();
        let used = |local: &Expression| {
            let mut used = BTreeSet::new();
            hcl::each_reference(local, &mut |root, steps, _| {
                let name = step_name(steps, 0).filter(|_| root == "local");
                used.extend(name.and_then(|name| names.binary_search(&name).ok()));
            });
            used.into_iter().collect()
        };
        Self {
            edges: locals.values().map(used).collect(),
            expressions: locals.values().collect(),
            names,
        }
    }

    /// Tells locals that depend on themselves, once for those that do by way of each other; the names that are told.
    pub(super) fn tell_circles(&self, faults: &mut Faults<'_>) -> Vec<&'l str> {
        let mut told = Vec::new();
        for mut circle in components(&self.edges) {
            circle.sort_unstable();
            let Some(first) = circle.first() else {
                continue;
            };
            let by_way = self.by_way_of(&self.way_back(*first, &circle));
            let name = self.names[*first];
            faults.tell(
                self.expressions[*first].span,
                format!("`local.{name}` depends on itself{by_way}"),
            );
            told.push(name);
        }
        told
    }

    /// The locals on the way, as a clause.
    fn by_way_of(&self, way: &[usize]) -> String {
        let named = way.iter().take(MAX_NAMED);
        let mut named: Vec<String> = named
            .map(|at| format!("`local.{}`", self.names[*at]))
            .collect();
        if named.is_empty() {
            return String::new();
        }
        let more = way.len().saturating_sub(MAX_NAMED);
        if more > 0 {
            named.push(format!("{more} more"));
        }
        format!(", by way of {}", named.join(" and "))
    }

    /// The locals on the shortest way from one to itself, in order, among those of its circle.
    fn way_back(&self, start: usize, circle: &[usize]) -> Vec<usize> {
        let mut before: BTreeMap<usize, usize> = BTreeMap::new();
        let mut next = VecDeque::from([start]);
        while let Some(at) = next.pop_front() {
            if self.edges[at].contains(&start) {
                let mut way: Vec<usize> =
                    std::iter::successors(Some(at), |at| before.get(at).copied())
                        .take_while(|at| *at != start)
                        .collect();
                way.reverse();
                return way;
            }
            for to in &self.edges[at] {
                if circle.binary_search(to).is_ok() && !before.contains_key(to) {
                    before.insert(*to, at);
                    next.push_back(*to);
                }
            }
        }
        Vec::new()
    }

    /// Adds to names of locals those of all that use them, also by way of others.
    pub(super) fn add_users(&self, names: &mut BTreeSet<Box<str>>) {
        let mut users = vec![Vec::new(); self.edges.len()];
        for (at, used) in self.edges.iter().enumerate() {
            for used in used {
                users[*used].push(at);
            }
        }
        let known = |name: &str| self.names.binary_search(&name).ok();
        let mut next: Vec<usize> = names.iter().filter_map(|name| known(name)).collect();
        while let Some(at) = next.pop() {
            for user in &users[at] {
                if names.insert(self.names[*user].into()) {
                    next.push(*user);
                }
            }
        }
    }
}
