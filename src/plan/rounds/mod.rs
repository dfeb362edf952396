//! Which stacks are evaluated when: those first that read no other's state.

mod allowance;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::eval::{Owner, Value};
use crate::repo::{Repo, Stack, StackId};

pub(super) use self::allowance::LEAST;
use self::allowance::Left;
use super::backend::{self, Backend, States};
use super::evaluation::StackEvaluation;
use super::lookup::{self, Found};
use super::{Knowledge, Plan, StackPlan};

/// What is evaluated so far.
#[derive(Clone)]
pub(super) struct World<'p> {
    /// The size of the stack of the threads that evaluate, in bytes.
    pub(super) stack_bytes: usize,
    done: BTreeMap<StackId, Arc<StackPlan<'p>>>,
    /// What came of stacks in a circle when they were evaluated before.
    earlier: BTreeMap<StackId, Arc<StackPlan<'p>>>,
    /// Who reads whom in a circle.
    broken: BTreeSet<(StackId, StackId)>,
    /// What data sources find among the repository's resources.
    found: Arc<Found>,
    /// Stacks of circles that were not gone round to the end.
    unsettled: BTreeSet<StackId>,
    /// What all stacks together may still take.
    left: Left,
    /// Which stack writes which state.
    pub(super) states: Arc<States>,
}

impl<'p> World<'p> {
    /// Nothing, on threads whose stack is of so many bytes.
    pub(super) fn new(stack_bytes: usize) -> Self {
        Self {
            stack_bytes,
            done: BTreeMap::new(),
            earlier: BTreeMap::new(),
            broken: BTreeSet::new(),
            found: Arc::default(),
            unsettled: BTreeSet::new(),
            left: Left::all(),
            states: Arc::default(),
        }
    }

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
/// only reserved, not used; where less can be had, they are followed less deep.
const STACK_BYTES: usize = 1024 * 1024 * 1024;

/// The smallest stack that threads are made with. The stack of a thread that is there already is no smaller.
const LEAST_STACK_BYTES: usize = 2 * 1024 * 1024;

/// How often each stack of a circle is evaluated on the average, at most, beyond [`FREE_TURNS`].
const MAX_TURNS: usize = 4;

/// How many evaluations the stacks of a circle have beyond [`MAX_TURNS`] each: what one output says may go round a small
/// circle several times.
const FREE_TURNS: usize = 60;

/// At most so often data sources are looked up again after what others found.
const MAX_SEARCHES: usize = 4;

/// Evaluates every stack. The result does not depend on the number of threads.
pub fn build<'a>(repo: &'a Repo<'a>, knowledge: Knowledge<'a>) -> Plan<'a> {
    in_deep_threads(|stack_bytes| build_here(repo, knowledge, stack_bytes))
}

/// Runs `work` in threads that may go as deep as expressions lead them, and tells it how large their stacks are.
pub(crate) fn in_deep_threads<T: Send>(work: impl Fn(usize) -> T + Send + Sync) -> T {
    let mut bytes = STACK_BYTES;
    while bytes > LEAST_STACK_BYTES {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(rayon::current_num_threads())
            .stack_size(bytes)
            .build();
        match pool {
            Ok(pool) => return pool.install(|| work(bytes)),
            Err(_) => bytes /= 2,
        }
    }
    // Where no thread can be had, those that are there must do.
    work(LEAST_STACK_BYTES)
}

fn build_here<'a>(repo: &'a Repo<'a>, knowledge: Knowledge<'a>, stack_bytes: usize) -> Plan<'a> {
    let all: BTreeSet<StackId> = repo.stacks().map(|(id, _)| id).collect();
    let mut cycles = Vec::new();
    let world = World {
        states: Arc::new(States::new(backends(repo, knowledge, stack_bytes))),
        ..World::new(stack_bytes)
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
        next.unsettled.retain(|id| !again.contains(id));
        world = evaluate(repo, knowledge, next, again, &mut Vec::new());
    }
    cycles.sort();
    let stacks = world.done.values().cloned().collect();
    Plan {
        repo,
        stacks,
        backends: world.states.backends.clone(),
        is_short: world.left.is_short(),
        unsettled: world.unsettled.clone(),
        cycles,
    }
}

/// Where each stack keeps its state. It cannot depend on another stack's.
fn backends<'a>(repo: &'a Repo<'a>, knowledge: Knowledge<'a>, stack_bytes: usize) -> Vec<Backend> {
    let nothing = Arc::new(World::new(stack_bytes));
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
            let attempt = |id, work| attempt(repo, knowledge, &world, (id, work));
            for (id, attempt) in next.left.spend(&ready, attempt) {
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

/// Evaluates one stack in a world, with no more than so much work. One that breaks the evaluation must not take the other stacks with it.
fn attempt<'a>(
    repo: &'a Repo<'a>,
    knowledge: Knowledge<'a>,
    world: &Arc<World<'a>>,
    (id, work): (StackId, u64),
) -> Attempt<'a> {
    let run = || {
        StackEvaluation::new(repo, id, knowledge, world.clone())
            .within(work)
            .run()
    };
    let broken = || Attempt::Done(StackPlan::broken(repo.stack(id).module));
    let attempt = catch_unwind(AssertUnwindSafe(run));
    attempt.unwrap_or_else(|_| broken())
}

/// Stacks with what came of them.
type Evaluated<'p> = Vec<(StackId, Arc<StackPlan<'p>>)>;

/// Evaluates stacks that read each other's states. They are applied one after the other, again and again: what one
/// of them reads is what another one wrote before. So each is evaluated with what came of the others the last
/// time, as long as something else came of one that it reads; an output that depends on itself stays unknown.
fn go_round<'a>(
    repo: &'a Repo<'a>,
    knowledge: Knowledge<'a>,
    world: &mut World<'a>,
    circle: &[StackId],
) -> Result<Evaluated<'a>, (StackId, BTreeSet<StackId>)> {
    let mut left = circle.len() * MAX_TURNS + FREE_TURNS;
    let mut again = circle.to_vec();
    while !again.is_empty() && again.len() <= left {
        left -= again.len();
        let snapshot = Arc::new(world.clone());
        let attempt = |id, work| attempt(repo, knowledge, &snapshot, (id, work));
        let attempts = world.left.spend(&again, attempt);
        let mut changed = BTreeSet::new();
        for (id, attempt) in attempts {
            match attempt {
                Attempt::Done(plan) => {
                    let before = snapshot.earlier(id).and_then(|plan| what_is_read(plan));
                    if before.is_none() || before != what_is_read(&plan) {
                        changed.insert(id);
                    }
                    world.earlier.insert(id, Arc::new(plan));
                }
                // It turned out to need others as well: it waits for them.
                Attempt::Needs(needs) => return Err((id, needs)),
            }
        }
        again = circle.to_vec();
        again.retain(|id| {
            let before = world.earlier(*id);
            // What took too much work once does so again.
            before.is_some_and(|plan| !plan.is_cut && !plan.producers().is_disjoint(&changed))
        });
    }
    if !again.is_empty() {
        world.unsettled.extend(circle);
    }
    let plans = circle
        .iter()
        .filter_map(|id| Some((*id, world.earlier.get(id)?.clone())));
    Ok(plans.collect())
}

/// What other stacks can read of one, in short: the same for the same outputs. `None` where these are too large to be
/// compared.
fn what_is_read(plan: &StackPlan<'_>) -> Option<u64> {
    let mut written = Fingerprint {
        hasher: DefaultHasher::new(),
        left: MAX_COMPARED,
    };
    write!(written, "{:?}", plan.root().outputs).ok()?;
    Some(written.hasher.finish())
}

/// How long outputs may be that are compared with what they were before, in bytes as they are written.
const MAX_COMPARED: usize = 8 * 1024 * 1024;

/// Hashes what is written into it, up to a number of bytes.
struct Fingerprint {
    hasher: DefaultHasher,
    left: usize,
}

impl fmt::Write for Fingerprint {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.left = self.left.checked_sub(text.len()).ok_or(fmt::Error)?;
        self.hasher.write(text.as_bytes());
        Ok(())
    }
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
