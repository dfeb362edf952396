//! Instances, attributes and outputs, compared.

use std::collections::BTreeSet;
use std::fmt;

use iaclint::eval::{Kind, Part, Shape, Value, show};
use iaclint::plan::{Plan, ResourceInstance};
use iaclint::repo::StackId;
use serde_json::Value as Json;

use super::apply;
use super::contain::contains;
use super::ours;
use super::state::{State, States, actual};

/// What was compared.
#[derive(Default)]
pub(crate) struct Tally {
    stacks: usize,
    instances: usize,
    outputs: usize,
    /// Attributes and outputs that we know, and that are exactly that.
    known: usize,
    /// Those that we know but for attributes that AWS decides.
    symbolic: usize,
    /// Those of which we do not know some part.
    open: usize,
    /// Attributes that AWS decides: nothing is said of them.
    own: usize,
    /// Edges between instances of one stack, the same on both sides.
    pub(crate) edges: usize,
    /// Edges into other stacks, the same on both sides.
    pub(crate) edges_across: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let judged = self.known + self.symbolic + self.open;
        write!(
            f,
            "{} stacks, {} instances, {} outputs; {judged} values compared: {} known, {} but for what AWS decides, \
             {} in part; {} more are decided by AWS; edges: {} within stacks, {} across",
            self.stacks,
            self.instances,
            self.outputs,
            self.known,
            self.symbolic,
            self.open,
            self.own,
            self.edges,
            self.edges_across
        )
    }
}

/// Everything that differs.
pub(crate) fn all(plan: &Plan<'_>, states: &States, tally: &mut Tally) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, stack) in plan.repo.stacks() {
        tally.stacks += 1;
        for fault in &plan.stack(id).faults {
            wrong.push(format!("{}: a fault: {}", stack.path, fault.fault.message));
        }
        let mut judge = Judge {
            states,
            tally,
            wrong: &mut wrong,
        };
        judge.stack(plan, id, &states[&stack.path]);
    }
    wrong
}

struct Judge<'j> {
    states: &'j States,
    tally: &'j mut Tally,
    wrong: &'j mut Vec<String>,
}

impl Judge<'_> {
    fn stack(&mut self, plan: &Plan<'_>, id: StackId, state: &State) {
        let path = ours::path(plan, id);
        let addresses = ours::instances(plan, id).map(|it| it.owner.address.to_string());
        let ours: BTreeSet<String> = addresses.collect();
        let theirs: BTreeSet<String> = state.instances.keys().cloned().collect();
        for address in ours.symmetric_difference(&theirs) {
            let whose = if ours.contains(address) {
                "us"
            } else {
                "Terraform"
            };
            self.wrong
                .push(format!("{path}: {address} is there only for {whose}"));
        }
        for instance in ours::instances(plan, id) {
            if let Some(theirs) = state.instances.get(&instance.owner.address.to_string()) {
                self.tally.instances += 1;
                self.instance(instance, theirs);
            }
        }
        for (name, value) in &plan.stack(id).root().outputs {
            self.tally.outputs += 1;
            let theirs = state.outputs.get(*name).unwrap_or(&Json::Null);
            self.value(&format!("{path}: output.{name}"), value, theirs);
        }
    }

    fn instance(&mut self, instance: &ResourceInstance, theirs: &Json) {
        let (stack, address) = (&instance.owner.stack, &instance.owner.address);
        let is_computed = apply::is_computed(address);
        let known: BTreeSet<&str> = ours::attributes(instance).map(|(name, _)| name).collect();
        for name in theirs
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::keys)
        {
            if !known.contains(&**name) {
                self.wrong.push(format!(
                    "{stack}: {address}.{name} is there only for Terraform"
                ));
            }
        }
        for (name, value) in ours::attributes(instance) {
            // The mock makes it up, where the provider computes it from its own and the resource's tags.
            if name == "tags_all" {
                continue;
            }
            let theirs = &theirs[name];
            let at = format!("{stack}: {address}.{name}");
            if ours::is_own(instance, name, value) {
                self.tally.own += 1;
                if !is_computed && !is_made_up(theirs) {
                    self.wrong
                        .push(format!("{at} is not decided by AWS, but is {theirs}"));
                }
            } else {
                self.value(&at, value, theirs);
            }
        }
    }

    fn value(&mut self, at: &str, ours: &Value, theirs: &Json) {
        if !contains(ours, theirs, self.states) {
            self.wrong.push(format!(
                "{at}\n    ours:   {}\n    theirs: {theirs}",
                show(ours)
            ));
        }
        let count = if ours.is_wholly_known() {
            &mut self.tally.known
        } else if is_followed(ours) {
            &mut self.tally.symbolic
        } else {
            &mut self.tally.open
        };
        *count += 1;
        self.no_less_known(at, ours);
    }

    /// What we do not know, Terraform must not know before it applies either: it must be made up, or hold what is.
    fn no_less_known(&mut self, at: &str, ours: &Value) {
        let mut symbols = Vec::new();
        ours::held(ours, &mut symbols);
        if symbols.is_empty() && !ours.is_wholly_known() {
            self.wrong.push(format!(
                "{at} is not known to us for no attribute's sake: {}",
                show(ours)
            ));
        }
        for symbol in symbols {
            let actual = actual(symbol, self.states);
            let is_open = apply::is_computed(&symbol.owner.address)
                || (!actual.is_empty() && actual.into_iter().all(is_made_up));
            if !is_open {
                self.wrong
                    .push(format!("{at} holds {symbol}, which Terraform knows"));
            }
        }
    }
}

/// Whether a value may be the mock's: strings of eight letters and digits, zeros, and what is empty.
fn is_made_up(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => !value,
        Json::Number(number) => number.as_f64() == Some(0.0),
        Json::String(text) => is_made_up_text(text),
        Json::Array(items) => items.is_empty(),
        Json::Object(entries) => entries.is_empty(),
    }
}

fn is_made_up_text(text: &str) -> bool {
    let mut forms = apply::FORMS.iter();
    let own = forms.find_map(|(_, _, form)| text.strip_prefix(form));
    let own = own.unwrap_or(text);
    own.len() == 8
        && own
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'))
}

/// Whether all of a value is known but for exact attributes.
fn is_followed(value: &Value) -> bool {
    if let Some(items) = value.elements() {
        return items.iter().all(is_followed);
    }
    if let Some(entries) = value.entries() {
        return entries.values().all(is_followed);
    }
    let Kind::Unknown(unknown) = &value.kind else {
        return true;
    };
    match &unknown.shape {
        Shape::Symbol(symbol) => symbol.is_single(),
        Shape::Template(parts) => parts.iter().all(|part| match part {
            Part::Text(..) => true,
            Part::Hole(hole) => is_followed(hole),
        }),
        Shape::Encoded(_, inner) => is_followed(inner),
        Shape::Choice(_)
        | Shape::Open { .. }
        | Shape::Entries { .. }
        | Shape::Partial(_)
        | Shape::Resource { .. }
        | Shape::Folder(_)
        | Shape::Opaque => false,
    }
}
