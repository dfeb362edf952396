//! Whether two environments are the same system: what differs, why, and whether it may.
//!
//! Environments are compared as they would be made, not as they are written. What is the same but for the name of the
//! environment, its accounts, its region and its addresses is equal; instances are matched by what they are. Every
//! difference is told once, at its cause: where one line makes twelve resources differ, the line is the difference and
//! the twelve follow from it.

mod accounts;
mod alike;
mod all;
mod argument;
mod both;
mod cause;
mod class;
mod comment;
mod declarations;
mod expected;
mod images;
mod inventory;
mod judge;
mod leaf;
mod matching;
mod meaning;
mod merge;
mod origin;
mod outputs;
mod overdue;
mod pin;
mod secrets;
mod side;
mod sketch;
mod stacks;
#[cfg(test)]
mod testing;
mod unread;
mod values;
mod wanted;
mod wildcard;
mod wired;
mod words;

use crate::config::Tier;
use crate::diagnostic::{Date, Severity};
use crate::rule::Context;
use crate::source::Span;

use meaning::Meaning;
use values::Untraced;

pub use all::{Absent, Parity, Stale, TODO, compare_all};
pub use both::{Both, Which};
pub use class::{Class, Order, class_of};
pub use expected::{Expected, Use};
pub use matching::Matching;
pub use side::{Pairing, Scope, Side, StackPair};
pub use stacks::{StackPlace, StackPlaces};
pub use wanted::{faults, pairs};
pub use words::Words;

/// Two environments, compared.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What is compared: the reference, which is shown first, and the other.
    pub sides: Both<Label>,
    /// In order of standing, level, stack and path.
    pub differences: Vec<Difference>,
    /// What cannot be compared, in order of stack and path.
    pub uncertain: Vec<Uncertain>,
    /// The stacks of both.
    pub stacks: StackPlaces,
    /// What became of the declarations of differences that may be.
    pub expected: Expected,
}

/// What one side of a comparison is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Such as `prod`, or `prod/us-east-1` where regions are compared.
    pub name: String,
    /// Whether customers use it.
    pub tier: Option<Tier>,
    /// The folder that holds all of its stacks, such as `live/prod`; empty where there is none but the repository.
    pub folder: String,
}

/// How deep one has to look to see a difference. What a shallow one explains is not told again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Which regions, stacks, files and module calls there are.
    Inventory,
    /// Which sources, versions, backends, variables and arguments are declared.
    Declarations,
    /// Which instances and attributes would be made.
    Values,
    /// What they amount to: policies, routes, security groups, alarms.
    Meaning,
}

/// One cause of differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The id of the rule that demands it to be the same, such as `parity-input-value`.
    pub rule: &'static str,
    /// How deep it lies.
    pub level: Level,
    /// Where it is there, and where it is not.
    pub form: Form,
    /// The side that is less capable or less safe, where one is.
    pub weaker: Option<Which>,
    /// The stack as both sides name it, such as `us-east-1/vpc`; empty where it is none of a stack.
    pub stack: String,
    /// What differs: `stack:us-east-1/vpc`, `file:config/app.yaml`, `module.vpc`, `module.vpc.single_nat_gateway`,
    /// `var.services["app"].cpu`, `output.vpc_id`, `resource.aws_lb.this.internal`, `alarm:AWS/ECS CPUUtilization`.
    pub path: String,
    /// What each side has, in a few words on one line; `None` where it has nothing.
    pub shown: Both<Option<String>>,
    /// Where each side says so: what is to be edited. `None` where it says nothing.
    pub places: Both<Option<Span>>,
    /// How much it matters, unless it is expected.
    pub severity: Severity,
    /// What it makes different, in order.
    pub follows: Vec<Consequence>,
    /// Whether it may be.
    pub standing: Standing,
    /// Why it matters, as one sentence without a full stop at its end.
    pub reason: String,
}

/// On which side something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// On this side only.
    Only(Which),
    /// On both, and not the same.
    Different,
}

/// Something that differs because of something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// As [`Difference::stack`].
    pub stack: String,
    /// As [`Difference::path`], mostly an attribute of a resource: `module.vpc.aws_nat_gateway.this`.
    pub path: String,
    /// As [`Difference::shown`].
    pub shown: Both<Option<String>>,
}

/// Whether a difference may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is reported.
    Unexpected,
    /// It is of a kind in which environments may differ, for this reason.
    Legitimate(&'static str),
    /// The entry of `[[parity.expect]]` at this position declares it.
    Declared(usize),
    /// A comment at this place declares it.
    Commented(Span),
}

/// Something that may or may not be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncertain {
    /// As [`Difference::stack`].
    pub stack: String,
    /// As [`Difference::path`].
    pub path: String,
    /// Where each side says it.
    pub places: Both<Option<Span>>,
    /// Which side is not known and why, as a clause.
    pub reason: String,
}

impl Difference {
    /// Whether it is reported.
    pub fn is_unexpected(&self) -> bool {
        self.standing == Standing::Unexpected
    }

    /// The side that must change: the weaker one, the one that lacks something, or else the one that is compared.
    pub fn lagging(&self) -> Which {
        match (self.weaker, self.form) {
            (Some(weaker), _) => weaker,
            (None, Form::Only(which)) => which.opposite(),
            (None, Form::Different) => Which::Other,
        }
    }
}

/// What a comparison has found so far.
#[derive(Debug, Default)]
struct Found {
    differences: Vec<Difference>,
    uncertain: Vec<Uncertain>,
    /// Differences in what things amount to that are told by themselves so far, with what makes them.
    untraced: Vec<Untraced>,
}

/// Compares two scopes. `None` where an environment has no infrastructure, since finding it broke.
pub fn compare(context: &Context<'_>, scopes: Both<Scope<'_>>) -> Option<Comparison> {
    compare_on(context, scopes, None)
}

/// The same on a day, where that matters.
fn compare_on(
    context: &Context<'_>,
    scopes: Both<Scope<'_>>,
    today: Option<Date>,
) -> Option<Comparison> {
    let pairing = Pairing::of(context, scopes)?;
    let mut found = Found::default();
    inventory::compare(&pairing, &mut found);
    declarations::compare(&pairing, &mut found);
    let matching = Matching::of(&pairing);
    let counterpart = |which, id| matching.counterpart(which, id);
    let meaning = Meaning::of(&pairing, &counterpart);
    wired::compare(&pairing, &matching, &mut found);
    unread::compare(&pairing, &mut found);
    let unpaired = meaning.unpaired_alarms();
    let mut values = values::compare(&pairing, &matching, unpaired, &mut found);
    meaning.compare(&mut found);
    values.trace_back(&mut found);
    outputs::compare(&pairing, &matching, &mut found);
    declarations::weigh_sources(&pairing, &mut found);
    images::judge(&pairing, &mut found.differences);
    stacks::set_aside(&pairing, &mut found);
    secrets::hide(&pairing, &mut found);
    if let Some(today) = today {
        overdue::judge(&pairing, &mut found.differences, today);
    }
    let expected = expected::judge(&pairing, &mut found.differences);
    found.differences.sort_by(|a, b| order(a).cmp(&order(b)));
    found
        .uncertain
        .sort_by(|a, b| (&a.stack, &a.path).cmp(&(&b.stack, &b.path)));
    Some(Comparison {
        sides: pairing.sides.map(|side| side.label.clone()),
        differences: found.differences,
        uncertain: found.uncertain,
        stacks: stacks::places(&pairing),
        expected,
    })
}

/// The order in which differences are told: unexpected ones first, what is missing before what is different.
fn order(difference: &Difference) -> impl Ord + '_ {
    let Difference {
        level,
        form,
        stack,
        path,
        ..
    } = difference;
    (!difference.is_unexpected(), *form, *level, stack, path)
}
