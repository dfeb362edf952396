//! An address as `moved`, `removed` and `import` blocks write it.

use std::fmt;

use crate::address::{Key, ResourceMode};
use crate::hcl::{Block, Expression, ExpressionKind, Step, StepKind, as_reference};
use crate::plan::{ModuleInstance, StackPlan};

use super::entered;

/// An address: module calls, then a resource unless the last call itself is meant.
pub(super) struct Target<'t> {
    pub(super) calls: Vec<Part<'t>>,
    pub(super) resource: Option<(ResourceMode, &'t str, Part<'t>)>,
}

/// One name of an address.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) name: &'t str,
    pub(super) step: &'t Step,
    pub(super) index: Option<&'t StepKind>,
}

impl Part<'_> {
    /// The key that its index says, if it has one; `None` where that is computed.
    #[allow(
        clippy::option_option,
        reason = "there may be no index, and one that nobody can read"
    )]
    fn key(&self) -> Option<Option<Key>> {
        let Some(index) = self.index else {
            return Some(None);
        };
        let key = match index {
            StepKind::LegacyIndex(at) => Key::Index(*at),
            StepKind::Index(written) => match &written.kind {
                ExpressionKind::Number(digits) => Key::Index(digits.parse().ok()?),
                ExpressionKind::String(text) => Key::Text(text.as_ref().into()),
                _ => return None,
            },
            _ => return None,
        };
        Some(Some(key))
    }
}

impl Target<'_> {
    /// The index at its end.
    pub(super) fn last_index(&self) -> Option<&StepKind> {
        match self.resource {
            Some((.., part)) => part.index,
            None => self.calls.last().and_then(|part| part.index),
        }
    }

    /// As it is written, without indexes.
    pub(super) fn text(&self) -> String {
        let calls = self
            .calls
            .iter()
            .map(|part| format!("module.{}", part.name));
        let resource = self
            .resource
            .map(|(mode, kind, part)| format!("{}{kind}.{}", mode.prefix(), part.name));
        calls.chain(resource).collect::<Vec<String>>().join(".")
    }
}

/// The address in an argument of a block.
pub(super) fn target<'b>(block: &'b Block, argument: &str) -> Option<(Target<'b>, &'b Expression)> {
    let expression = &block.body.attribute(argument)?.value;
    let (root, steps) = as_reference(expression)?;
    let mut target = Target {
        calls: Vec::new(),
        resource: None,
    };
    let mut word = root;
    let mut at = 0;
    while word == "module" {
        let part = part(steps, &mut at)?;
        target.calls.push(part);
        if at == steps.len() {
            return Some((target, expression));
        }
        word = entered(steps, at)?.0;
        at += 1;
    }
    let mode = match word {
        "data" => ResourceMode::Data,
        "ephemeral" => ResourceMode::Ephemeral,
        _ => ResourceMode::Managed,
    };
    let kind = if mode != ResourceMode::Managed || word == "resource" {
        at += 1;
        entered(steps, at - 1)?.0
    } else {
        word
    };
    target.resource = Some((mode, kind, part(steps, &mut at)?));
    (at == steps.len()).then_some((target, expression))
}

/// The name at a position, and the index behind it.
fn part<'b>(steps: &'b [Step], at: &mut usize) -> Option<Part<'b>> {
    let (name, step) = entered(steps, *at)?;
    *at += 1;
    let index = steps.get(*at).map(|step| &step.kind);
    let index = index.filter(|kind| !matches!(kind, StepKind::Attribute(_)));
    *at += usize::from(index.is_some());
    Some(Part { name, step, index })
}

/// One end of a move.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moving {
    /// The module calls around it, and then itself.
    steps: Vec<(String, Option<Key>)>,
    /// Whether it stands for all instances, and not for the one of this key, or without any.
    is_whole: bool,
}

/// Both ends of a `moved` block; `None` where one of them is no address. Where neither has an index at its end, all
/// instances move.
pub(super) fn moving(block: &Block) -> Option<(Moving, Moving)> {
    let ends = [target(block, "from")?.0, target(block, "to")?.0];
    let is_whole = ends.iter().all(|end| end.last_index().is_none());
    let [from, to] = ends.map(|end| end.moving(is_whole));
    Some((from?, to?))
}

/// What an `import` block is for; `None` where its index is computed.
pub(super) fn imported(to: &Target<'_>) -> Option<Moving> {
    to.moving(false)
}

impl Target<'_> {
    fn moving(&self, is_whole: bool) -> Option<Moving> {
        let mut steps = Vec::with_capacity(self.calls.len() + 1);
        for call in &self.calls {
            steps.push((format!("module.{}", call.name), call.key()?));
        }
        if let Some((mode, kind, part)) = &self.resource {
            let name = format!("{}{kind}.{}", mode.prefix(), part.name);
            steps.push((name, part.key()?));
        }
        Some(Moving { steps, is_whole })
    }
}

impl Moving {
    /// The same seen from outside of a module: through these calls, the innermost first.
    pub(super) fn inside(self, calls: &[&str]) -> Self {
        let around = calls.iter().rev();
        let around = around.map(|name| (format!("module.{name}"), None));
        Self {
            steps: around.chain(self.steps).collect(),
            ..self
        }
    }

    /// Whether both may stand for the same object.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        self.steps.len() == other.steps.len() && self.is_selected_by(other)
    }

    /// Whether it is in a module that the other one stands for.
    pub(super) fn is_inside(&self, other: &Self) -> bool {
        self.steps.len() > other.steps.len() && self.is_selected_by(other)
    }

    /// Whether a module instance, or one that it calls, has it.
    pub(super) fn is_in(&self, plan: &StackPlan<'_>, around: &ModuleInstance<'_>) -> bool {
        let Some(((name, key), calls)) = self.steps.split_last() else {
            return false;
        };
        let called = |instance: &ModuleInstance<'_>, name: &str, key: &Option<Key>| {
            let name = name.strip_prefix("module.")?;
            let mut made = instance.calls.get(name)?.iter();
            let last = |at: &usize| plan.modules.get(*at)?.path.0.last();
            made.find(|at| last(at).is_some_and(|(_, own)| own == key))
                .copied()
        };
        let mut instance = around;
        for (name, key) in calls {
            match called(instance, name, key).and_then(|at| plan.modules.get(at)) {
                Some(next) => instance = next,
                None => return false,
            }
        }
        match instance.resources.get(name.as_str()) {
            Some(_) if self.is_whole => true,
            Some(resources) => {
                let mut instances = resources.instances.iter();
                instances.any(|made| made.owner.address.key == *key)
            }
            None => called(instance, name, key).is_some(),
        }
    }

    /// Whether it begins as the other one.
    fn is_selected_by(&self, other: &Self) -> bool {
        let Some(((name, key), around)) = other.steps.split_last() else {
            return false;
        };
        let at = around.len();
        let Some((own_name, own_key)) = self.steps.get(at) else {
            return false;
        };
        let is_any = other.is_whole || (self.is_whole && self.steps.len() == other.steps.len());
        self.steps[..at] == *around && own_name == name && (is_any || own_key == key)
    }
}

impl fmt::Display for Moving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, key)) in self.steps.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}{name}")?;
            if let Some(key) = key {
                write!(f, "{key}")?;
            }
        }
        Ok(())
    }
}
