//! Edges between resources: which attribute of which one another's attributes hold.

use std::collections::{BTreeMap, BTreeSet};

use iaclint::eval::{PathStep, Symbol, Value};
use iaclint::plan::Plan;
use serde_json::Value as Json;

use super::apply;
use super::compare::Tally;
use super::ours;
use super::state::States;

/// An attribute that AWS decides: stack, address, name.
type Target = (String, String, String);

/// A place, and what stands there. Positions are left out: those of sets mean nothing.
type Edge = (String, String, Target);

/// How many characters the mock makes up.
const LENGTH: usize = 8;

/// All edges that one side does not have.
pub(crate) fn compare(plan: &Plan<'_>, states: &States, tally: &mut Tally) -> Vec<String> {
    let targets = targets(plan, states);
    let theirs = Theirs {
        targets: &targets,
        found: BTreeSet::new(),
    }
    .all(plan, states);
    let ours = Ours::new(plan, &targets).all();
    for (stack, _, target) in ours.intersection(&theirs) {
        if *stack == target.0 {
            tally.edges += 1;
        } else {
            tally.edges_across += 1;
        }
    }
    let differing = ours.symmetric_difference(&theirs);
    differing
        .map(|edge| {
            let whose = if ours.contains(edge) {
                "us"
            } else {
                "Terraform"
            };
            let (stack, from, (other, address, name)) = edge;
            format!("only for {whose}: {stack}: {from} -> {other}: {address}.{name}")
        })
        .collect()
}

/// The attributes that the mock made up, by the last characters of what they are, with all of it.
fn targets(plan: &Plan<'_>, states: &States) -> BTreeMap<String, (String, Target)> {
    let mut found = BTreeMap::new();
    for (id, stack) in plan.repo.stacks() {
        for instance in ours::instances(plan, id) {
            let address = instance.owner.address.to_string();
            // Where the real provider answered, nothing is made up.
            if apply::is_computed(&instance.owner.address) {
                continue;
            }
            for (name, value) in ours::attributes(instance) {
                let text = states[&stack.path].instances.get(&address);
                let text = text.and_then(|values| values[name].as_str());
                if let Some(text) = text.filter(|text| text.len() >= LENGTH)
                    && ours::is_own(instance, name, value)
                {
                    let target = (stack.path.clone(), address.clone(), name.to_owned());
                    let last = text[text.len() - LENGTH..].to_owned();
                    let former = found.insert(last, (text.to_owned(), target));
                    assert!(former.is_none(), "the mock made {text} up twice");
                }
            }
        }
    }
    found
}

struct Theirs<'t> {
    targets: &'t BTreeMap<String, (String, Target)>,
    found: BTreeSet<Edge>,
}

impl Theirs<'_> {
    fn all(mut self, plan: &Plan<'_>, states: &States) -> BTreeSet<Edge> {
        for (id, stack) in plan.repo.stacks() {
            let state = &states[&stack.path];
            for instance in ours::instances(plan, id) {
                let address = instance.owner.address.to_string();
                if let Some(values) = state.instances.get(&address) {
                    self.value(&stack.path, &address, values);
                }
            }
            for (name, value) in &state.outputs {
                self.value(&stack.path, &format!("output.{name}"), value);
            }
        }
        // What an attribute itself is, is no edge.
        self.found
            .retain(|(stack, from, target)| !(*stack == target.0 && is_below(from, &target.1)));
        self.found
    }

    fn value(&mut self, stack: &str, from: &str, value: &Json) {
        match value {
            Json::String(text) => self.text(stack, from, text),
            Json::Array(items) => {
                for item in items {
                    self.value(stack, &format!("{from}[]"), item);
                }
            }
            Json::Object(entries) => {
                for (name, entry) in entries {
                    self.value(stack, &format!("{from}.{name}"), entry);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, stack: &str, from: &str, text: &str) {
        for end in LENGTH..=text.len() {
            let Some(last) = text.get(end - LENGTH..end) else {
                continue;
            };
            if let Some((whole, target)) = self.targets.get(last)
                && text[..end].ends_with(&**whole)
            {
                let edge = (stack.to_owned(), from.to_owned(), target.clone());
                self.found.insert(edge);
            }
        }
    }
}

/// Whether a place is in this resource.
fn is_below(from: &str, address: &str) -> bool {
    let rest = from.strip_prefix(address);
    rest.is_some_and(|rest| rest.starts_with('.'))
}

struct Ours<'o, 'a> {
    plan: &'o Plan<'a>,
    /// The attributes that edges may lead to.
    targets: BTreeSet<&'o Target>,
    found: BTreeSet<Edge>,
}

impl<'o, 'a> Ours<'o, 'a> {
    fn new(plan: &'o Plan<'a>, targets: &'o BTreeMap<String, (String, Target)>) -> Self {
        Self {
            plan,
            targets: targets.values().map(|(_, target)| target).collect(),
            found: BTreeSet::new(),
        }
    }

    fn all(mut self) -> BTreeSet<Edge> {
        for (id, stack) in self.plan.repo.stacks() {
            for instance in ours::instances(self.plan, id) {
                let address = instance.owner.address.to_string();
                for (name, value) in ours::attributes(instance) {
                    self.value(&stack.path, &format!("{address}.{name}"), value);
                }
            }
            for (name, value) in &self.plan.stack(id).root().outputs {
                self.value(&stack.path, &format!("output.{name}"), value);
            }
        }
        self.found
            .retain(|(stack, from, target)| !(*stack == target.0 && is_below(from, &target.1)));
        self.found
    }

    fn value(&mut self, stack: &str, from: &str, value: &Value) {
        if let Some(items) = value.elements() {
            for item in items.iter() {
                self.value(stack, &format!("{from}[]"), item);
            }
        } else if let Some(entries) = value.entries() {
            for (name, entry) in entries {
                self.value(stack, &format!("{from}.{name}"), entry);
            }
        } else {
            let mut symbols = Vec::new();
            ours::held(value, &mut symbols);
            for target in symbols.into_iter().filter_map(target) {
                if self.targets.contains(&target) {
                    let edge = (stack.to_owned(), from.to_owned(), target);
                    self.found.insert(edge);
                }
            }
        }
    }
}

fn target(symbol: &Symbol) -> Option<Target> {
    let [PathStep::Name(name)] = &*symbol.path else {
        return None;
    };
    let owner = &symbol.owner;
    Some((
        owner.stack.to_string(),
        owner.address.to_string(),
        name.to_string(),
    ))
}
