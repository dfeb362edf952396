//! Alarms: which metric of what each environment watches, and how.

mod key;
mod sensitivity;
mod settings;

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::alarms::Alarm;
use crate::diagnostic::Severity;
use crate::eval::symbols_of;
use crate::graph::NodeId;

use super::super::Found;
use super::super::both::{Both, Which};
use super::super::judge::production;
use super::world::{Telling, World, block_of};

use key::{Key, Named, key_of, told};

/// An alarm of one side, in a stack that both sides have.
#[derive(Debug, Clone, Copy)]
struct Own<'a, 'g> {
    stack: usize,
    alarm: &'a Alarm<'g>,
}

/// The alarms of both sides: those of which it is known what they watch, by that, and the others.
struct Sorted<'a, 'g> {
    by_key: BTreeMap<Key, Both<Vec<Own<'a, 'g>>>>,
    vague: Both<Vec<Own<'a, 'g>>>,
}

/// What is known of the alarms of both sides: which are the same, by what they are called, and which are on one side
/// only, with what they watch.
pub(super) struct Told<'a, 'g> {
    pairs: Vec<(String, Both<Own<'a, 'g>>)>,
    alone: Both<Vec<(Option<Key>, Own<'a, 'g>)>>,
}

/// Puts together the alarms of both sides.
pub(super) fn put_together<'p>(world: &World<'_, 'p>) -> Told<'p, 'p> {
    let mut sorted = sorted(world);
    let mut found = Told {
        pairs: Vec::new(),
        alone: Both::default(),
    };
    for (key, own) in std::mem::take(&mut sorted.by_key) {
        let path = format!("alarm:{}", told(world, &key));
        let (pairs, rest) = pair_up(world, own, true);
        let pairs = pairs.into_iter().map(|pair| (path.clone(), pair));
        found.pairs.extend(pairs);
        for which in Which::ALL {
            let rest = rest.get(which).iter();
            let rest = rest.map(|own| (Some(key.clone()), *own));
            found.alone.get_mut(which).extend(rest);
        }
    }
    let (pairs, rest) = pair_up(world, sorted.vague, false);
    for pair in pairs {
        let node = world.node(Which::Reference, pair.reference.alarm.node);
        found
            .pairs
            .push((format!("alarm:{}", node.address()), pair));
    }
    for which in Which::ALL {
        let rest = rest.get(which).iter();
        let rest = rest.map(|own| (None, *own));
        found.alone.get_mut(which).extend(rest);
    }
    found
}

/// The alarms that watch what no alarm of the other side does.
pub(super) fn unpaired(world: &World<'_, '_>, told: &Told<'_, '_>) -> Both<BTreeSet<NodeId>> {
    let alone = &told.alone;
    Both::of(|which| {
        let others = alone.get(which.opposite());
        let all = alone.get(which).iter();
        let certain = all.filter(|(key, own)| {
            let may_be_there = key.is_none() || others.iter().any(|(key, _)| key.is_none());
            doubt(
                world,
                which,
                own.alarm.node,
                may_be_there && !others.is_empty(),
            )
            .is_none()
        });
        // What watches something that its side alone has is there because of that.
        certain
            .filter(|(_, own)| watched_alone(world, which, own.alarm).is_empty())
            .map(|(_, own)| own.alarm.node)
            .collect()
    })
}

/// Adds what differs.
pub(super) fn compare(world: &World<'_, '_>, told: &Told<'_, '_>, found: &mut Found) {
    let Told { pairs, alone } = told;
    for (path, pair) in pairs {
        settings::compare(world, path, *pair, found);
    }
    let ids: Both<BTreeSet<NodeId>> =
        alone.map(|all| all.iter().map(|(_, own)| own.alarm.node).collect());
    for which in Which::ALL {
        for (key, own) in alone.get(which) {
            let counterpart = world.counterpart(which, own.alarm.node);
            if counterpart.is_some_and(|it| ids.get(which.opposite()).contains(&it)) {
                // One alarm that watches something else is told with its arguments.
                continue;
            }
            let others = alone.get(which.opposite());
            let may_be = |(other, _): &(Option<Key>, Own<'_, '_>)| key.is_none() || other.is_none();
            tell_alone(
                world,
                which,
                (key.as_ref(), *own),
                others.iter().any(may_be),
                found,
            );
        }
    }
}

fn sorted<'p>(world: &World<'_, 'p>) -> Sorted<'p, 'p> {
    let named = Named::of(world);
    let mut sorted = Sorted {
        by_key: BTreeMap::new(),
        vague: Both::default(),
    };
    for which in Which::ALL {
        for alarm in world.infrastructure(which).alarms.all() {
            let Some(stack) = world.stack_of(which, alarm.node) else {
                continue;
            };
            let own = Own { stack, alarm };
            let all = match key_of(world, &named, (which, stack), alarm) {
                Some(key) => sorted.by_key.entry(key).or_default(),
                None => &mut sorted.vague,
            };
            all.get_mut(which).push(own);
        }
    }
    sorted
}

/// Whether two alarms are put together.
type Step<'s> = dyn Fn(&Own<'_, '_>, &Own<'_, '_>) -> bool + 's;

type Pairs<'a, 'g> = Vec<Both<Own<'a, 'g>>>;

/// Puts alarms together: first those that are the same instance, and where they are known to watch the same, then those
/// that compare alike, and then as they come.
fn pair_up<'a, 'g>(
    world: &World<'_, '_>,
    own: Both<Vec<Own<'a, 'g>>>,
    is_known: bool,
) -> (Pairs<'a, 'g>, Both<Vec<Own<'a, 'g>>>) {
    let mut pairs = Vec::new();
    let mut rest = own;
    let is_same = |left: &Own<'_, '_>, right: &Own<'_, '_>| {
        world.counterpart(Which::Reference, left.alarm.node) == Some(right.alarm.node)
    };
    let text = |which: Which, own: &Own<'_, '_>, name: &str| {
        let node = world.node(which, own.alarm.node);
        node.given(name).and_then(|value| value.as_str())
    };
    let compares_alike = |left: &Own<'_, '_>, right: &Own<'_, '_>| {
        let name = "comparison_operator";
        text(Which::Reference, left, name) == text(Which::Other, right, name)
    };
    // Of which it is not known what they watch, only the same instances are put together.
    let steps: [&Step<'_>; 3] = [
        &is_same,
        &|left, right| is_known && compares_alike(left, right),
        &|_, _| is_known,
    ];
    for step in steps {
        let mut left = Vec::new();
        for one in std::mem::take(&mut rest.reference) {
            match rest.other.iter().position(|other| step(&one, other)) {
                Some(at) => pairs.push(Both::new(one, rest.other.remove(at))),
                None => left.push(one),
            }
        }
        rest.reference = left;
    }
    (pairs, rest)
}

/// Tells an alarm that only one side has.
fn tell_alone(
    world: &World<'_, '_>,
    which: Which,
    (key, own): (Option<&Key>, Own<'_, '_>),
    may_be_there: bool,
    found: &mut Found,
) {
    let node = world.node(which, own.alarm.node);
    let path = match key {
        Some(key) => format!("alarm:{}", told(world, key)),
        None => format!("alarm:{}", block_of(node)),
    };
    let mut places = Both::default();
    *places.get_mut(which) = Some(node.header());
    if let Some(reason) = doubt(world, which, own.alarm.node, may_be_there) {
        world.doubt(own.stack, path, places, reason, found);
        return;
    }
    let lacks = which.opposite();
    let is_production = lacks == production(world.pairing);
    let mut shown = Both::default();
    *shown.get_mut(which) = Some(node.address());
    let gone = watched_alone(world, which, own.alarm);
    if !gone.is_empty() {
        // What is not there cannot be watched: it is told, or expected, that it is not.
        world.follow_any(&gone, own.stack, path, shown, found);
        return;
    }
    let unread = world.unread_by(which, own.alarm.node);
    let telling = Telling {
        rule: "parity-alarm-missing",
        path,
        weaker: Some(lacks),
        severity: if is_production {
            Severity::Error
        } else {
            Severity::Warning
        },
        reason: if is_production {
            "production is not watched where the environment that tests it is"
        } else {
            "an alarm that only production has was never seen to fire"
        },
        explained: {
            let own = world.place_of(which, own.alarm.node).into_iter();
            own.chain(unread).collect()
        },
        written: Both::default(),
        legitimate: None,
        made: vec![world.made_by(which, own.alarm.node, "metric_name")],
    };
    world.tell(telling, own.stack, shown, places, found);
}

/// What an alarm watches that its side alone has, as blocks with their stacks.
fn watched_alone(world: &World<'_, '_>, which: Which, alarm: &Alarm<'_>) -> Vec<(String, String)> {
    let graph = world.graph(which);
    let values = alarm.watches.iter().filter_map(|watch| watch.dimensions);
    let symbols = values.flat_map(|value| symbols_of(value).iter().cloned().collect::<Vec<_>>());
    let nodes = symbols.filter_map(|symbol| graph.find(&symbol.owner));
    nodes
        .filter(|id| world.counterpart(which, *id).is_none())
        .filter_map(|id| world.place_of(which, id))
        .collect()
}

/// Why an alarm that only one side seems to have may be on both, or on neither.
fn doubt(world: &World<'_, '_>, which: Which, alarm: NodeId, may_be_there: bool) -> Option<String> {
    if may_be_there {
        return Some("what an alarm of either side watches is not known".to_owned());
    }
    if world.node(which, alarm).is_any() {
        return Some("how many such alarms there are is not known".to_owned());
    }
    // A module that is not in the repository may make it, unless both sides call the same one.
    let own = &world.graph(which).unseen;
    let mut others = world.graph(which.opposite()).unseen.iter();
    let only = others.find(|unseen| own.iter().all(|it| it.source != unseen.source))?;
    let source = &only.source;
    Some(format!(
        "the module {source}, which may make it, is not in the repository"
    ))
}
