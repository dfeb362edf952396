//! The two sides of a comparison, and which of their stacks are the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Infrastructure;
use crate::aws::network::Prefix;
use crate::graph::{Graph, NodeId};
use crate::plan::Plan;
use crate::repo::{Environment, Repo, StackId};
use crate::rule::Context;

use super::Label;
use super::accounts::{self, Accounts};
use super::alike::{Alone, Named, rejoin};
use super::both::{Both, Which};
use super::inventory::same_calls;
use super::unread::Unread;
use super::words::Words;

/// What a side consists of.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'p> {
    /// The environment.
    pub environment: &'p Environment,
    /// Only what lies in this region.
    pub region: Option<&'p str>,
}

/// One side of a comparison.
#[derive(Debug)]
pub struct Side<'p> {
    /// What it is called.
    pub label: Label,
    /// What it consists of.
    pub scope: Scope<'p>,
    /// What its environment would make.
    pub infrastructure: &'p Infrastructure<'p>,
    /// Its stacks by the name that they have on any side, such as `us-east-1/vpc`.
    pub stacks: BTreeMap<String, StackId>,
    /// What is its own in texts.
    pub words: Words,
}

/// A stack that both sides have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackPair {
    /// What it is called in a comparison, such as `us-east-1/vpc`: its name in the reference.
    pub name: String,
    /// The stack of each side.
    pub ids: Both<StackId>,
    /// Its name in the other, where that is another.
    pub renamed: Option<String>,
    /// What is each side's own in its texts.
    pub words: Both<Words>,
    /// The names of module calls in the reference's root module by those that the same calls have in the other's,
    /// where these are other names.
    pub calls: BTreeMap<String, String>,
}

/// Two sides, with the stacks that are the same put together.
#[derive(Debug)]
pub struct Pairing<'p> {
    /// What was judged.
    pub context: &'p Context<'p>,
    /// Both.
    pub sides: Both<Side<'p>>,
    /// The stacks of both, in order of name.
    pub pairs: Vec<StackPair>,
    /// The stacks of one side only, by name.
    pub alone: Both<Vec<(String, StackId)>>,
    /// The states that one of them alone reads.
    pub(super) unread: Unread,
}

impl<'p> Pairing<'p> {
    /// Puts the stacks of two scopes together. `None` where an environment has no infrastructure, since finding it
    /// broke.
    pub fn of(context: &'p Context<'p>, scopes: Both<Scope<'p>>) -> Option<Self> {
        let mut accounts = accounts::of_both(context, &scopes);
        let side = |which: Which| {
            let accounts = std::mem::take(accounts.get_mut(which));
            Side::of(context, *scopes.get(which), accounts)
        };
        let mut sides = Both::of(side).both()?;
        let networks = sides.map(networks);
        // Where each side has as many, the first is the first; else one of them alone has some.
        let is_even = networks.reference.len() == networks.other.len();
        for which in Which::ALL {
            let side = sides.get_mut(which);
            let own = networks.get(which).iter().enumerate();
            let own = own.map(|(at, (name, range))| {
                let name = side.words.common(name);
                (
                    if is_even {
                        at.to_string()
                    } else {
                        name.into_owned()
                    },
                    *range,
                )
            });
            side.words = side.words.clone().with_networks(own.collect());
        }
        let (pairs, alone) = pair_up(context.repo, &sides);
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|pair| StackPair::of(context, &sides, pair));
        let pairs = pairs.collect();
        let mut pairing = Self {
            context,
            sides,
            pairs,
            alone,
            unread: Unread::default(),
        };
        pairing.unread = Unread::of(&pairing);
        Some(pairing)
    }

    /// The graphs of both.
    pub fn graphs(&self) -> Both<&'p Graph<'p>> {
        self.sides.map(|side| &side.infrastructure.graph)
    }

    /// The instances of a stack of one side, in order.
    pub fn nodes(&self, which: Which, stack: StackId) -> impl Iterator<Item = NodeId> + use<'p> {
        let graph = &self.sides.get(which).infrastructure.graph;
        // They lie in order of stack.
        let (mut first, mut end) = (0, index(graph.nodes().len()));
        while first < end {
            let middle = first + (end - first) / 2;
            if graph.node(NodeId(middle)).stack < stack {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        let all = first..index(graph.nodes().len());
        all.map(NodeId)
            .take_while(move |id| graph.node(*id).stack == stack)
    }

    /// The plan.
    pub fn plan(&self) -> &'p Plan<'p> {
        self.context.plan
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'p> Side<'p> {
    fn of(context: &'p Context<'p>, scope: Scope<'p>, accounts: Accounts) -> Option<Self> {
        let infrastructure = context.infrastructures.iter().find(|it| {
            let environment = it.graph.environment;
            environment.is_some_and(|it| it.name == scope.environment.name)
        })?;
        let name = match scope.region {
            Some(region) => format!("{}/{region}", scope.environment.name),
            None => scope.environment.name.clone(),
        };
        let stacks = stacks_of(context.repo, scope);
        let words = Words::of(&scope.environment.name)
            .with_accounts(accounts.own)
            .with_other_accounts(accounts.others);
        Some(Self {
            label: Label {
                name,
                tier: Some(scope.environment.tier),
                folder: common_folder(context.repo, stacks.values().copied()),
            },
            scope,
            infrastructure,
            stacks,
            words,
        })
    }

    /// Its region, where all of it that has one lies in one.
    fn only_region<'r>(&self, repo: &'r Repo<'_>) -> Option<&'r str> {
        let places = self.stacks.values().map(|id| &repo.stack(*id).place);
        let regions: BTreeSet<&str> = places.filter_map(|place| place.region.as_deref()).collect();
        let mut regions = regions.into_iter();
        regions.next().filter(|_| regions.next().is_none())
    }
}

/// The stacks of a scope by the name that they have on any side.
pub(super) fn stacks_of(repo: &Repo<'_>, scope: Scope<'_>) -> BTreeMap<String, StackId> {
    let mut found = BTreeMap::new();
    for id in &scope.environment.stacks {
        let place = &repo.stack(*id).place;
        let container = match (&place.region, place.global) {
            (Some(region), _) => region.as_str(),
            (None, true) => "global",
            (None, false) => "",
        };
        if scope.region.is_some_and(|wanted| container != wanted) {
            continue;
        }
        // Compared with another region, a stack of one region has the name that it has in any.
        let name = match container {
            "" => place.stack.clone(),
            _ if scope.region.is_some() => place.stack.clone(),
            container => format!("{container}/{}", place.stack),
        };
        found.entry(name).or_insert(*id);
    }
    found
}

/// The folder that holds all of these stacks.
fn common_folder(repo: &Repo<'_>, stacks: impl Iterator<Item = StackId>) -> String {
    let mut common: Option<Vec<&str>> = None;
    for id in stacks {
        let folder = repo.module(repo.stack(id).module).path.split('/');
        common = Some(match common {
            None => folder.collect(),
            Some(common) => {
                let same = common.into_iter().zip(folder);
                let same = same.take_while(|(one, other)| one == other);
                same.map(|(one, _)| one).collect()
            }
        });
    }
    common.unwrap_or_default().join("/")
}

/// The ranges of the networks that a side makes with their stacks and addresses, in order of those.
fn networks(side: &Side<'_>) -> Vec<(String, Prefix)> {
    let graph = &side.infrastructure.graph;
    let names: BTreeMap<StackId, &str> = side
        .stacks
        .iter()
        .map(|(name, id)| (*id, name.as_str()))
        .collect();
    let mut found: Vec<(&str, String, Prefix)> = Vec::new();
    for kind in ["aws_vpc", "aws_vpc_ipv4_cidr_block_association"] {
        for (_, node) in graph.resources(kind) {
            let range = node.given("cidr_block").and_then(|value| value.as_str());
            if let (Some(name), Some(range)) =
                (names.get(&node.stack), range.and_then(Prefix::parse))
            {
                found.push((name, node.address(), range));
            }
        }
    }
    found.sort();
    let ranges = found.into_iter();
    let ranges = ranges.map(|(stack, address, range)| (format!("{stack} {address}"), range));
    ranges.collect()
}

/// Puts together stacks of one name, and then those of different names that hold the same.
fn pair_up(repo: &Repo<'_>, sides: &Both<Side<'_>>) -> (Vec<Named>, Alone) {
    let mut pairs = Vec::new();
    let mut alone: Alone = Both::default();
    // A stack may have the environment in its own name, such as `app-prod`.
    let others: BTreeMap<String, (&String, StackId)> = sides
        .other
        .stacks
        .iter()
        .map(|(name, id)| (sides.other.words.common(name).into_owned(), (name, *id)))
        .collect();
    let mut taken: BTreeSet<StackId> = BTreeSet::new();
    for (name, id) in &sides.reference.stacks {
        let same = sides.other.stacks.get(name).copied();
        let common = sides.reference.words.common(name);
        let same = same.or_else(|| others.get(&*common).map(|(_, id)| *id));
        match same.filter(|other| taken.insert(*other)) {
            Some(other) => pairs.push((name.clone(), Both::new(*id, other), None)),
            None => alone.reference.push((name.clone(), *id)),
        }
    }
    let rest = sides.other.stacks.iter();
    let rest = rest.filter(|(_, id)| !taken.contains(id));
    alone.other = rest.map(|(name, id)| (name.clone(), *id)).collect();
    rejoin(repo, &mut pairs, &mut alone);
    pairs.sort();
    (pairs, alone)
}

impl StackPair {
    fn of(context: &Context<'_>, sides: &Both<Side<'_>>, (name, ids, renamed): Named) -> Self {
        let repo = context.repo;
        let words = Both::of(|which| {
            let side = sides.get(which);
            let place = &repo.stack(*ids.get(which)).place;
            let region = place.region.as_deref();
            side.words.in_region(region.or(side.only_region(repo)))
        });
        let modules = ids.map(|id| repo.module(repo.stack(*id).module));
        let is_one = modules.reference.directory == modules.other.directory;
        let calls = (!is_one).then(|| same_calls(context.sources, modules, words.as_ref()).pairs);
        let calls = calls.into_iter().flatten();
        let renamed_calls = calls
            .filter(|both| both.reference.name != both.other.name)
            .map(|both| (both.other.name.to_owned(), both.reference.name.to_owned()));
        Self {
            calls: renamed_calls.collect(),
            name,
            ids,
            renamed,
            words,
        }
    }

    /// The name in the reference of a call of one side's root module.
    pub fn call<'n>(&'n self, which: Which, name: &'n str) -> &'n str {
        match which {
            Which::Reference => name,
            Which::Other => self.calls.get(name).map_or(name, String::as_str),
        }
    }

    /// The address of a block of one side as the reference would have it.
    pub fn block(&self, which: Which, block: String) -> String {
        let called = block
            .strip_prefix("module.")
            .filter(|_| !self.calls.is_empty());
        let Some((call, rest)) = called.and_then(|it| it.split_once('.')) else {
            return block;
        };
        format!("module.{}.{rest}", self.call(which, call))
    }

    /// The name on one side of the root module's call that the reference calls so.
    pub fn call_there<'n>(&'n self, which: Which, name: &'n str) -> &'n str {
        let mut renamed = self.calls.iter().filter(|_| which == Which::Other);
        let found = renamed.find(|(_, reference)| *reference == name);
        found.map_or(name, |(other, _)| other.as_str())
    }
}
