//! Module calls: the instances they make and what references to them stand for.

use std::rc::Rc;
use std::sync::Arc;

use crate::address::Key;
use crate::eval::{Cause, Map, Repeated, RepeatedBlock, Shape, Unknown, Value};
use crate::hcl::{Step, StepKind};
use crate::repo::{ModuleCall, ModuleSource};
use crate::source::Span;
use crate::types::Type;

use super::Repetition;
use super::evaluation::{Caller, Instance, InstanceId, MAX_CALL_DEPTH, StackEvaluation};
use super::expansion::Expansion;

/// What a module call makes.
pub(super) enum Called {
    /// One instance.
    Single(InstanceId),
    /// One for each of the first integers.
    Count(Vec<InstanceId>),
    /// One for each key.
    ForEach(Vec<(Arc<str>, InstanceId)>),
    /// Not known how many: what all of them are like, and why.
    Open(InstanceId, Value),
    /// The module cannot be read.
    Elsewhere(Cause, Span),
}

impl Called {
    /// The first instance: all are of one module.
    fn first(&self) -> Option<InstanceId> {
        match self {
            Self::Single(id) | Self::Open(id, _) => Some(*id),
            Self::Count(ids) => ids.first().copied(),
            Self::ForEach(ids) => ids.first().map(|(_, id)| *id),
            Self::Elsewhere(..) => None,
        }
    }

    /// All instances.
    pub(super) fn instances(&self) -> Vec<InstanceId> {
        match self {
            Self::Single(id) | Self::Open(id, _) => vec![*id],
            Self::Count(ids) => ids.clone(),
            Self::ForEach(ids) => ids.iter().map(|(_, id)| *id).collect(),
            Self::Elsewhere(..) => Vec::new(),
        }
    }
}

impl<'p> StackEvaluation<'p> {
    #[allow(
        clippy::option_option,
        reason = "a name may be missing, and what it stands for may be a circle"
    )]
    /// What the call of this name makes; `None` where there is no such call, `Some(None)` where that depends on
    /// itself.
    pub(super) fn called(&self, instance: &Instance<'p>, name: &str) -> Option<Option<Rc<Called>>> {
        let (name, call) = instance.module.calls.get_key_value(name)?;
        Some(
            instance
                .calls
                .force(name, || Rc::new(self.make(instance, call))),
        )
    }

    fn make(&self, instance: &Instance<'p>, call: &'p ModuleCall<'p>) -> Called {
        let span = call.source_span;
        let Some(module) = self.repo.evaluated_module_id(call) else {
            // Its arguments are evaluated all the same: what they refer to must exist.
            return Called::Elsewhere(Cause::Module(source_text(&call.source).into()), span);
        };
        let folder = self.repo.module(module).directory;
        if self.is_inside(instance, folder) {
            // It is told where circles are looked for.
            return Called::Elsewhere(Cause::Cycle, span);
        }
        if instance.path.0.len() >= MAX_CALL_DEPTH {
            self.tell_limit(
                instance,
                span,
                format!(
                    "iaclint follows module calls {MAX_CALL_DEPTH} deep, and this one lies deeper"
                ),
            );
            return Called::Elsewhere(Cause::Budget, span);
        }
        let name: Arc<str> = call.name.into();
        let add = |key: Option<Key>, repetition: Repetition| {
            let path = instance.path.child(&name, key);
            self.add_instance(
                path,
                module,
                Some(Caller {
                    instance: instance.id,
                    call,
                    repetition,
                }),
            )
        };
        let cost = Self::module_cost(self.repo.module(module));
        let takes = |name: &str| self.repo.module(module).variables.contains_key(name);
        match self.expansion(instance, &call.block, &takes, cost) {
            Expansion::Single => {
                if !self.may_make(1, cost) {
                    self.tell_too_many(instance, span);
                    return Called::Elsewhere(Cause::Budget, span);
                }
                Called::Single(add(None, Repetition::None))
            }
            Expansion::Count(repetitions) => {
                let ids = repetitions
                    .into_iter()
                    .map(|repetition| add(repetition.key(), repetition));
                Called::Count(ids.collect())
            }
            Expansion::ForEach(repetitions) => {
                let ids = repetitions.into_iter().map(|(name, repetition)| {
                    let id = add(Some(Key::Text(name.clone())), repetition);
                    (name, id)
                });
                Called::ForEach(ids.collect())
            }
            Expansion::Open(repetition, why) => Called::Open(add(Some(Key::Any), repetition), why),
        }
    }

    /// Whether an instance is of the module in this folder, or inside one that is.
    fn is_inside(&self, instance: &Instance<'p>, folder: crate::source::DirectoryId) -> bool {
        let mut current = Some(instance.id);
        while let Some(id) = current {
            let instance = self.instance(id);
            if instance.module.directory == folder {
                return true;
            }
            current = instance.caller.as_ref().map(|caller| caller.instance);
        }
        false
    }

    /// What `module.NAME` stands for, where `steps` follow it: with one output where they tell which, else with all.
    pub(super) fn module_value(
        &self,
        instance: &Instance<'p>,
        name: &str,
        steps: &[Step],
        span: Span,
    ) -> Option<Value> {
        let called = self.called(instance, name)?;
        let Some(called) = called else {
            return Some(StackEvaluation::circle(span));
        };
        let is_single = matches!(&*called, Called::Single(_));
        let wanted = wanted_output(steps, is_single);
        if let Some(unknown) = self.not_modelled(instance, name, (&*called, wanted)) {
            return Some(unknown.at(span));
        }
        let outputs = |id: InstanceId| self.outputs_value(&self.instance(id), wanted, span);
        let header = instance
            .module
            .calls
            .get(name)
            .map_or(span, |call| call.block.header());
        let value = match &*called {
            Called::Single(id) => outputs(*id),
            Called::Count(ids) => {
                Value::tuple(ids.iter().map(|id| outputs(*id)).collect::<Vec<_>>())
            }
            Called::ForEach(ids) => {
                let entries = ids.iter().map(|(name, id)| (name.clone(), outputs(*id)));
                Value::object(entries.collect::<Map>())
            }
            Called::Open(id, why) => {
                let path = self.instance(*id).path.clone();
                let call = RepeatedBlock::Call(self.name.clone(), path);
                let is_counted = instance
                    .module
                    .calls
                    .get(name)
                    .is_some_and(|call| call.block.body.attribute("count").is_some());
                open(outputs(*id), why, call, is_counted)
            }
            Called::Elsewhere(cause, at) => elsewhere(cause.clone(), *at),
        };
        Some(value.at(header))
    }

    /// What an output that what stands for a module does not have is: that of a module that is not in the repository.
    fn not_modelled(
        &self,
        instance: &Instance<'p>,
        name: &str,
        (called, wanted): (&Called, Option<&str>),
    ) -> Option<Value> {
        let first = self.instance(called.first()?);
        let is_stand_in = self.repo.is_stand_in(first.module);
        if !is_stand_in || first.module.outputs.contains_key(wanted?) {
            return None;
        }
        let call = instance.module.calls.get(name)?;
        let cause = Cause::Module(source_text(&call.source).into());
        let unknown = elsewhere(cause, call.source_span);
        Some(match called {
            Called::Single(_) => Value::object(Map::from_iter([(Arc::from(wanted?), unknown)])),
            _ => unknown,
        })
    }

    /// The outputs of a module instance as an object: one of them, or all.
    fn outputs_value(&self, instance: &Instance<'p>, wanted: Option<&str>, span: Span) -> Value {
        // An output that is not declared is told with the names of those that are.
        let wanted = wanted.filter(|name| instance.module.outputs.contains_key(name));
        let names = instance.module.outputs.keys().copied();
        let names = names.filter(|name| wanted.is_none_or(|wanted| wanted == *name));
        let entries =
            names.filter_map(|name| Some((Arc::from(name), self.output(instance, name, span)?)));
        Value::object(entries.collect::<Map>())
    }
}

/// The output that a reference asks for. Behind a call with several instances the first step says which instance.
fn wanted_output(steps: &[Step], is_single: bool) -> Option<&str> {
    let step = if is_single {
        steps.first()
    } else {
        steps.get(1)
    }?;
    match &step.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}

/// Any number of instances of a block.
pub(super) fn open(each: Value, why: &Value, block: RepeatedBlock, is_counted: bool) -> Value {
    let unknown = Unknown::derived(Type::Dynamic, [why, &each]);
    let (cause, at) = match why.as_unknown() {
        Some(source) => (source.cause.clone(), source.at.or(why.origin)),
        None => (Cause::Instances, why.origin),
    };
    let shape = Shape::Open {
        known: Arc::from([]),
        each: Arc::new(each),
    };
    Value::from(
        Unknown {
            cause,
            at,
            repeated: Some(Arc::new(Repeated { block, is_counted })),
            ..unknown
        }
        .shaped(shape)
        .not_null(),
    )
}

/// What a module that cannot be read puts out.
fn elsewhere(cause: Cause, at: Span) -> Value {
    let unknown = Unknown {
        at: Some(at),
        ..Unknown::new(Type::Dynamic, cause)
    };
    unknown.into()
}

/// What a call says its module is, for messages.
pub(crate) fn source_text(source: &ModuleSource) -> String {
    match source {
        ModuleSource::Own {
            path,
            reference: Some(reference),
        } if path.is_empty() => format!("in the root at {reference}"),
        ModuleSource::Local(path) | ModuleSource::Own { path, .. } if path.is_empty() => {
            "in the root".to_owned()
        }
        ModuleSource::Own {
            path,
            reference: Some(reference),
        } => format!("{path} at {reference}"),
        ModuleSource::Local(path) | ModuleSource::Own { path, .. } => path.clone(),
        ModuleSource::Outside(text) | ModuleSource::Registry(text) | ModuleSource::Remote(text) => {
            text.clone()
        }
        ModuleSource::Git(text, _) => text.clone(),
        ModuleSource::Computed => "of a computed source".to_owned(),
        ModuleSource::Missing => "without a source".to_owned(),
    }
}
