//! Which stacks are evaluated when: those first that read no other's state.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::eval::{Owner, Value};
use crate::repo::{Repo, Stack, StackId};

use super::backend::{self, Backend, States};
use super::evaluation::StackEvaluation;
use super::lookup::{self, Found};
use super::{Knowledge, Plan, StackPlan};

/// What is evaluated so far.
#[derive(Clone, Default)]
pub(super) struct World<'p> {
    done: BTreeMap<StackId, Arc<StackPlan<'p>>>,
    /// What came of stacks in a circle when they were evaluated before.
    earlier: BTreeMap<StackId, Arc<StackPlan<'p>>>,
    /// Who reads whom in a circle.
    broken: BTreeSet<(StackId, StackId)>,
    /// What data sources find among the repository's resources.
    found: Arc<Found>,
    /// Which stack writes which state.
    pub(super) states: Arc<States>,
}

impl<'p> World<'p> {
    pub(super) fn plan(&self, id: StackId) -> Option<&Arc<StackPlan<'p>>> {
        self.done.get(&id)
    }

    /// What came of a stack of a circle the last time.
    pub(super) fn earlier(&self, id: StackId) -> Option<&Arc<StackPlan<'p>>> {
        self.earlier.get(&id)
    }

    /// What a data source gives because it finds a resource of the repository.
    pub(super) fn found(&self, owner: &Owner) -> &[(Arc<str>, Value)] {
        self.found.get(owner).map_or(&[], Vec::as_slice)
    }

    /// Whether one stack's reading of another's state is part of a circle.
    pub(super) fn is_broken(&self, reader: StackId, producer: StackId) -> bool {
        reader == producer || self.broken.contains(&(reader, producer))
    }
}

/// What came of evaluating a stack.
enum Attempt<'p> {
    Done(StackPlan<'p>),
    /// It reads the states of these, which are not evaluated yet.
    Needs(BTreeSet<StackId>),
}

/// Stack for threads that evaluate, in bytes: references may lead from one to the next many thousand times. It is
/// only reserved, not used.
const STACK_BYTES: usize = 1024 * 1024 * 1024;

/// At most so often the stacks of a circle are evaluated after the first time.
const MAX_TURNS: usize = 4;

/// At most so often data sources are looked up again after what others found.
const MAX_SEARCHES: usize = 4;

/// Evaluates every stack. The result does not depend on the number of threads.
pub fn build<'a>(repo: &'a Repo<'a>, knowledge: Knowledge<'a>) -> Plan<'a> {
    in_deep_threads(|| build_here(repo, knowledge))
}

/// Runs `work` in threads that may go as deep as expressions lead them.
pub(super) fn in_deep_threads<T: Send>(work: impl Fn() -> T + Send + Sync) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(rayon::current_num_threads())
        .stack_size(STACK_BYTES)
        .build();
    match pool {
        Ok(pool) => pool.install(&work),
        // Where no thread of that size can be had, those that are there must do: their stack is smaller than the
        // budget allows, which only files that nobody writes would show.
        Err(_) => work(),
    }
}

fn build_here<'a>(repo: &'a Repo<'a>, knowledge: Knowledge<'a>) -> Plan<'a> {
    let all: BTreeSet<StackId> = repo.stacks().map(|(id, _)| id).collect();
    let mut cycles = Vec::new();
    let world = World {
        states: Arc::new(States::new(backends(repo, knowledge))),
        ..World::default()
    };
    let mut world = evaluate(repo, knowledge, world, all, &mut cycles);
    // What a data source finds may tell what another one looks for.
    let searches = if lookup::may_find(repo) {
        MAX_SEARCHES
    } else {
        0
    };
    for _ in 0..searches {
        let found = lookup::find_all(repo, &world.done);
        let changed = |owner: &Arc<Owner>| !world.found.contains_key(owner);
        let readers: BTreeSet<&str> = found
            .keys()
            .filter(|owner| changed(owner))
            .map(|owner| &*owner.stack)
            .collect();
        if readers.is_empty() {
            break;
        }
        let named = |(_, stack): &(StackId, &Stack<'_>)| readers.contains(stack.path.as_str());
        let again = repo.stacks().filter(named).map(|(id, _)| id).collect();
        let again = with_readers(&world.done, again);
        let mut next = World {
            found: Arc::new(found),
            ..(*world).clone()
        };
        next.done.retain(|id, _| !again.contains(id));
        world = evaluate(repo, knowledge, next, again, &mut Vec::new());
    }
    cycles.sort();
    let stacks = world.done.values().cloned().collect();
    Plan {
        repo,
        stacks,
        backends: world.states.backends.clone(),
        cycles,
    }
}

/// Where each stack keeps its state. It cannot depend on another stack's.
fn backends<'a>(repo: &'a Repo<'a>, knowledge: Knowledge<'a>) -> Vec<Backend> {
    let nothing = Arc::new(World::default());
    let backend = |id: StackId| {
        let evaluation = || StackEvaluation::new(repo, id, knowledge, nothing.clone());
        let found = catch_unwind(AssertUnwindSafe(|| backend::of_stack(&evaluation())));
        found.unwrap_or_else(|_| backend::broken(repo, id))
    };
    let stacks: Vec<StackId> = repo.stacks().map(|(id, _)| id).collect();
    stacks.into_par_iter().map(backend).collect()
}

/// These stacks, and all that read the state of one of them, directly or through others.
fn with_readers(
    done: &BTreeMap<StackId, Arc<StackPlan<'_>>>,
    mut stacks: BTreeSet<StackId>,
) -> BTreeSet<StackId> {
    loop {
        let reads = |plan: &StackPlan<'_>| plan.producers().iter().any(|id| stacks.contains(id));
        let more: Vec<StackId> = done
            .iter()
            .filter(|(id, plan)| !stacks.contains(id) && reads(plan))
            .map(|(id, _)| *id)
            .collect();
        if more.is_empty() {
            return stacks;
        }
        stacks.extend(more);
    }
}

/// Evaluates these stacks on top of those that are done.
fn evaluate<'a>(
    repo: &'a Repo<'a>,
    knowledge: Knowledge<'a>,
    world: World<'a>,
    stacks: BTreeSet<StackId>,
    cycles: &mut Vec<Vec<StackId>>,
) -> Arc<World<'a>> {
    let mut world = Arc::new(world);
    let mut pending: BTreeMap<StackId, BTreeSet<StackId>> =
        stacks.into_iter().map(|id| (id, BTreeSet::new())).collect();
    while !pending.is_empty() {
        let may_go = |(id, needs): &(&StackId, &BTreeSet<StackId>)| {
            let is_there =
                |need: &StackId| world.plan(*need).is_some() || world.is_broken(**id, *need);
            needs.iter().all(is_there)
        };
        let ready: Vec<StackId> = pending.iter().filter(may_go).map(|(id, _)| *id).collect();
        let mut next = (*world).clone();
        if ready.is_empty() {
            let circle = first_circle(&pending);
            for reader in &circle {
                next.broken
                    .extend(circle.iter().map(|producer| (*reader, *producer)));
            }
            match go_round(repo, knowledge, &mut next, &circle) {
                Ok(plans) => {
                    for (id, plan) in plans {
                        next.done.insert(id, plan);
                        pending.remove(&id);
                    }
                }
                Err((id, needs)) => pending.entry(id).or_default().extend(needs),
            }
            cycles.push(circle);
        } else {
            let attempt = |id: &StackId| {
                let run = || StackEvaluation::new(repo, *id, knowledge, world.clone()).run();
                // A stack that breaks the evaluation must not take the other stacks with it.
                let broken = || Attempt::Done(StackPlan::broken(repo.stack(*id).module));
                let attempt = catch_unwind(AssertUnwindSafe(run));
                (*id, attempt.unwrap_or_else(|_| broken()))
            };
            let attempts: Vec<(StackId, Attempt<'a>)> = ready.par_iter().map(attempt).collect();
            for (id, attempt) in attempts {
                match attempt {
                    Attempt::Done(plan) => {
                        next.done.insert(id, Arc::new(plan));
                        pending.remove(&id);
                    }
                    Attempt::Needs(needs) => pending.entry(id).or_default().extend(needs),
                }
            }
        }
        world = Arc::new(next);
    }
    world
}

/// Stacks with what came of them.
type Evaluated<'p> = Vec<(StackId, Arc<StackPlan<'p>>)>;

/// Evaluates stacks that read each other's states. They are applied one after the other, again and again: what one
/// of them reads is what another one wrote before. So each is evaluated with what came of the others the last
/// time, until nothing more can come of it; an output that depends on itself stays unknown.
fn go_round<'a>(
    repo: &'a Repo<'a>,
    knowledge: Knowledge<'a>,
    world: &mut World<'a>,
    circle: &[StackId],
) -> Result<Evaluated<'a>, (StackId, BTreeSet<StackId>)> {
    for _ in 0..=circle.len().min(MAX_TURNS) {
        let snapshot = Arc::new(world.clone());
        let attempt = |id: &StackId| {
            (
                *id,
                StackEvaluation::new(repo, *id, knowledge, snapshot.clone()).run(),
            )
        };
        let attempts: Vec<(StackId, Attempt<'a>)> = circle.par_iter().map(attempt).collect();
        for (id, attempt) in attempts {
            match attempt {
                Attempt::Done(plan) => {
                    world.earlier.insert(id, Arc::new(plan));
                }
                // It turned out to need others as well: it waits for them.
                Attempt::Needs(needs) => return Err((id, needs)),
            }
        }
    }
    let plans = circle
        .iter()
        .filter_map(|id| Some((*id, world.earlier.get(id)?.clone())));
    Ok(plans.collect())
}

/// The stacks of one circle: every one of them reaches itself through what it needs.
fn first_circle(pending: &BTreeMap<StackId, BTreeSet<StackId>>) -> Vec<StackId> {
    let reaches = |from: StackId| {
        let mut seen = BTreeSet::new();
        let mut next = vec![from];
        while let Some(id) = next.pop() {
            for need in pending.get(&id).into_iter().flatten() {
                if pending.contains_key(need) && seen.insert(*need) {
                    next.push(*need);
                }
            }
        }
        seen
    };
    let within: BTreeMap<StackId, BTreeSet<StackId>> =
        pending.keys().map(|id| (*id, reaches(*id))).collect();
    // A circle from which nothing leads to another one comes first.
    let in_circle = |id: &StackId| within[id].contains(id);
    let start = pending
        .keys()
        .filter(|id| in_circle(id))
        .min_by_key(|id| (within[id].len(), **id))
        .copied();
    let Some(start) = start else {
        return pending.keys().copied().collect();
    };
    let same = |id: &&StackId| within[&start].contains(id) && within[id].contains(&start);
    pending.keys().filter(same).copied().collect()
}

impl<'p> StackEvaluation<'p> {
    fn run(&self) -> Attempt<'p> {
        // The states that are read are found first: a stack that must wait is not evaluated for nothing.
        self.find_states();
        if self.needs.borrow().is_empty() {
            let plan = self.freeze();
            if self.needs.borrow().is_empty() {
                return Attempt::Done(plan);
            }
        }
        Attempt::Needs(self.needs.take())
    }

    fn find_states(&self) {
        let mut at = 0;
        while at < self.instance_count() {
            let instance = self.instance(at);
            for (address, resource) in &instance.module.resources {
                if resource.kind == "terraform_remote_state" {
                    self.resources(&instance, address);
                }
            }
            for name in instance.module.calls.keys() {
                self.called(&instance, name);
            }
            at += 1;
        }
    }
}
