//! Whether one side uses what belongs to the other: its name, its resources, its states.
//!
//! The texts are the same on both sides, so that no comparison of them tells; they are right on one side only. A text
//! may be the same since both use one thing that is shared, or since a word is the name of an environment as well.
//! Therefore only this counts: a stack that reads the other's state instead of its own, what is named for the other
//! where its own names go the same way, and production that names a resource of which it has one of its own.

mod texts;

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::config::Tier;
use crate::diagnostic::Severity;
use crate::eval::Value;
use crate::graph::Node;
use crate::source::Span;

use super::both::{Both, Which};
use super::matching::{Matching, block_address};
use super::side::{Pairing, StackPair};
use super::sketch::NAMES;
use super::{Consequence, Difference, Form, Found, Level, inventory};

/// Something that one side has of the other.
struct Hit {
    /// The side that has it wrongly.
    wired: Which,
    /// The pair of stacks.
    at: usize,
    path: String,
    rule: &'static str,
    shown: Both<Option<String>>,
    places: Both<Option<Span>>,
    reason: String,
}

/// Variables that tell the environment.
const VARIABLES: &[&str] = &["env", "environment", "environment_name", "env_name"];

/// Adds what is wired to the other side.
pub(super) fn compare(pairing: &Pairing<'_>, matching: &Matching, found: &mut Found) {
    let environments = pairing.sides.map(|side| &side.scope.environment.name);
    // Regions of one environment may use what is in another.
    if environments.reference == environments.other {
        return;
    }
    let mut hits = states(pairing);
    hits.extend(names(pairing, matching));
    hits.extend(mentions(pairing, matching));
    let mut causes: Vec<(Hit, Difference)> = Vec::new();
    for hit in variables(pairing) {
        let difference = told(pairing, &hit);
        causes.push((hit, difference));
    }
    for hit in hits {
        // What a stack says of itself by a variable makes all of it.
        let mut same = causes.iter_mut();
        let cause = same.find(|(cause, _)| cause.wired == hit.wired && cause.at == hit.at);
        match cause {
            Some((_, cause)) => cause.follows.push(Consequence {
                stack: pairing.pairs[hit.at].name.clone(),
                path: hit.path,
                shown: hit.shown,
            }),
            None => found.differences.push(told(pairing, &hit)),
        }
    }
    found
        .differences
        .extend(causes.into_iter().map(|(_, it)| it));
}

fn told(pairing: &Pairing<'_>, hit: &Hit) -> Difference {
    let pair = &pairing.pairs[hit.at];
    let start = inventory::difference(
        (hit.rule, Level::Values),
        Form::Different,
        &pair.name,
        hit.path.clone(),
    );
    let tier = pairing.sides.get(hit.wired).label.tier;
    Difference {
        shown: hit.shown.clone(),
        places: hit.places,
        weaker: Some(hit.wired),
        severity: match tier {
            Some(Tier::Production) => Severity::Error,
            _ => Severity::Warning,
        },
        reason: hit.reason.clone(),
        ..start
    }
}

/// What both sides are called.
fn labels<'l>(pairing: &'l Pairing<'_>, wired: Which) -> (&'l str, &'l str) {
    let name = |which: Which| pairing.sides.get(which).label.name.as_str();
    (name(wired), name(wired.opposite()))
}

/// Stacks that read the same state on both sides, which is one of the other side where their own is there.
fn states(pairing: &Pairing<'_>) -> Vec<Hit> {
    let owned = Both::of(|which| {
        let pairs = pairing.pairs.iter().enumerate();
        let own = pairs.map(|(at, pair)| (*pair.ids.get(which), at));
        own.collect::<BTreeMap<_, usize>>()
    });
    let mut hits = Vec::new();
    // The stacks whose own state somebody reads on each side.
    let mut read_rightly: Both<BTreeSet<usize>> = Both::default();
    for (at, pair) in pairing.pairs.iter().enumerate() {
        let reads = pair.ids.map(|id| &pairing.plan().stack(*id).reads);
        for which in Which::ALL {
            let all = reads.get(which).iter();
            let writers = all.filter_map(|read| read.producers.first());
            let own = writers.filter_map(|writer| owned.get(which).get(writer));
            read_rightly.get_mut(which).extend(own);
        }
        for read in reads.reference {
            let address = read.address();
            let mut others = reads.other.iter();
            let Some(other) = others.find(|it| it.address() == address) else {
                continue;
            };
            let both = Both::new(read, other);
            let writers = both.map(|it| it.producers.first()).both();
            let Some(writer) = writers.filter(|it| it.reference == it.other) else {
                continue;
            };
            let writer = writer.reference;
            for wired in Which::ALL {
                let is_own = owned.get(wired).contains_key(writer);
                let Some(there) = owned.get(wired.opposite()).get(writer) else {
                    continue;
                };
                if is_own {
                    continue;
                }
                let (name, other) = labels(pairing, wired);
                let mut shown = Both::default();
                *shown.get_mut(wired) = Some(pairing.context.repo.stack(*writer).path.clone());
                *shown.get_mut(wired.opposite()) = Some("its own".to_owned());
                let hit = Hit {
                    wired,
                    at,
                    path: address.clone(),
                    rule: "parity-input-value",
                    shown,
                    places: both.map(|it| Some(it.span)),
                    reason: format!(
                        "{name} is built on what {other} made, though it has a stack of its own for that"
                    ),
                };
                hits.push((*there, hit));
            }
        }
    }
    // Another environment may read what production alone is asked for; one that reads its own elsewhere does not mean
    // to.
    hits.retain(|(there, hit)| {
        let is_production = pairing.sides.get(hit.wired).label.tier == Some(Tier::Production);
        is_production || read_rightly.get(hit.wired).contains(there)
    });
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// Variables of stacks that give the other environment's name.
fn variables(pairing: &Pairing<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, pair) in pairing.pairs.iter().enumerate() {
        let values = pair
            .ids
            .map(|id| &pairing.plan().stack(*id).root().variables);
        for name in VARIABLES {
            let both = values.map(|it| it.get(name)).both();
            let Some(both) = both else {
                continue;
            };
            let texts = both.map(|it| it.as_str()).both();
            let Some(text) = texts.filter(|it| it.reference == it.other) else {
                continue;
            };
            let Some(wired) = wired_by(pair, &|words| words.is_name(text.reference)) else {
                continue;
            };
            let (own, other) = labels(pairing, wired);
            hits.push(Hit {
                wired,
                at,
                path: format!("var.{name}"),
                rule: "parity-input-value",
                shown: both.map(|value| Some(super::values::shown(value))),
                places: both.map(|value| value.place()),
                reason: format!(
                    "{own} calls itself {other} here, and all that it makes here is named so"
                ),
            });
        }
    }
    hits
}

/// The side whose text it cannot be: it belongs to the other and not to it.
fn wired_by(pair: &StackPair, belongs: &dyn Fn(&super::Words) -> bool) -> Option<Which> {
    let belongs = pair.words.map(belongs);
    match (belongs.reference, belongs.other) {
        (true, false) => Some(Which::Other),
        (false, true) => Some(Which::Reference),
        _ => None,
    }
}

/// Resources that go by the same name on both sides, which is the other's.
fn names(pairing: &Pairing<'_>, matching: &Matching) -> Vec<Hit> {
    let graphs = pairing.graphs();
    // What stands before the environment's name in the names of its own resources.
    let mut before: Both<BTreeSet<String>> = Both::default();
    let mut same = Vec::new();
    for (at, ids) in &matching.pairs {
        let pair = &pairing.pairs[*at];
        let nodes = Both::of(|which| *graphs.get(which).node(*ids.get(which)));
        if nodes.reference.declaration.mode != ResourceMode::Managed {
            continue;
        }
        for name in NAMES {
            let texts = nodes.map(|node| node.given(name).and_then(Value::as_str));
            let Some(texts) = texts.both() else {
                continue;
            };
            for which in Which::ALL {
                let text = texts.get(which);
                if let Some(end) = pair.words.get(which).name_at(text) {
                    before.get_mut(which).insert(text[..end].to_owned());
                }
            }
            if texts.reference == texts.other {
                same.push((*at, nodes, *name, texts.reference));
            }
        }
    }
    let mut hits = Vec::new();
    for (at, nodes, name, text) in same {
        let pair = &pairing.pairs[at];
        let Some(wired) = wired_by(pair, &|words| words.name_at(text).is_some()) else {
            continue;
        };
        let start = pair
            .words
            .get(wired.opposite())
            .name_at(text)
            .unwrap_or_default();
        // A word such as `test` is no name of an environment where it stands alone or elsewhere.
        if start == 0 || !before.get(wired).contains(&text[..start]) {
            continue;
        }
        let (own, other) = labels(pairing, wired);
        hits.push(Hit {
            wired,
            at,
            path: path_of(&nodes.reference, name),
            rule: "parity-resource-value",
            shown: Both::of(|_| Some(format!("{text:?}"))),
            places: nodes.map(|node| Some(node.place(name))),
            reason: format!("{own} makes it under the name of {other}"),
        });
    }
    hits
}

fn path_of(node: &Node<'_>, argument: &str) -> String {
    format!("resource.{}.{argument}", block_address(node))
}

/// What production says that names a resource of the other side, of which it has one of its own.
fn mentions(pairing: &Pairing<'_>, matching: &Matching) -> Vec<Hit> {
    let is_production = |which: &Which| {
        let tier = |which: Which| pairing.sides.get(which).label.tier;
        tier(*which) == Some(Tier::Production) && tier(which.opposite()) != Some(Tier::Production)
    };
    let Some(wired) = Which::ALL.into_iter().find(is_production) else {
        return Vec::new();
    };
    let graphs = pairing.graphs();
    let foreign = foreign_names(pairing, matching, wired);
    if foreign.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for (at, ids) in &matching.pairs {
        let nodes = Both::of(|which| *graphs.get(which).node(*ids.get(which)));
        let Some(entries) = nodes.get(wired).instance.shown.entries() else {
            continue;
        };
        for (argument, value) in entries {
            let there = nodes.get(wired.opposite()).given(argument);
            let (Some(_), Some(there)) = (nodes.get(wired).given(argument), there) else {
                continue;
            };
            let named = texts::named(value, &foreign);
            if named.is_empty() {
                continue;
            }
            let both = texts::named(there, &foreign);
            let Some(name) = named.into_iter().find(|name| both.contains(name)) else {
                continue;
            };
            let (own, other) = labels(pairing, wired);
            let argument = &**argument;
            hits.push(Hit {
                wired,
                at: *at,
                path: path_of(&nodes.reference, argument),
                rule: "parity-resource-value",
                shown: Both::of(|_| Some(format!("{name:?}"))),
                places: nodes.map(|node| Some(node.place(argument))),
                reason: format!("{own} uses what belongs to {other}, though it has one of its own"),
            });
        }
    }
    let mut told = BTreeSet::new();
    hits.retain(|hit| told.insert((hit.at, hit.path.clone())));
    hits
}

/// The names of the other side's resources that hold its own name, and that the wired side has under its name.
fn foreign_names<'g>(
    pairing: &Pairing<'g>,
    matching: &Matching,
    wired: Which,
) -> BTreeSet<&'g str> {
    let graphs = pairing.graphs();
    let mut found = BTreeSet::new();
    for (at, ids) in &matching.pairs {
        let pair = &pairing.pairs[*at];
        let node = |which: Which| graphs.get(which).node(*ids.get(which));
        if node(wired).declaration.mode != ResourceMode::Managed {
            continue;
        }
        for name in NAMES {
            let text = |which: Which| node(which).given(name).and_then(Value::as_str);
            let (Some(own), Some(other)) = (text(wired), text(wired.opposite())) else {
                continue;
            };
            let is_named = |which: Which, text: &str| pair.words.get(which).name_at(text).is_some();
            // A name that is nothing but the environment's is a word like others.
            let is_long = !pair.words.get(wired.opposite()).is_name(other);
            let is_apart = own != other && !is_named(wired, other);
            if is_long && is_apart && is_named(wired, own) && is_named(wired.opposite(), other) {
                found.insert(other);
            }
        }
    }
    found
}
