//! `terraform_remote_state`: the outputs of the stack that writes the state.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Cause, Evaluator, Map, Owner, PathStep, Shape, Symbol, Unknown, Value};
use crate::hcl::Body;
use crate::repo::{Resource, StackId};
use crate::source::Span;
use crate::types::Type;

use super::Repetition;
use super::backend::{self, RemoteState, StateSearch};
use super::evaluation::{Instance, StackEvaluation};

impl<'p> StackEvaluation<'p> {
    /// A `terraform_remote_state` data source with the outputs that it reads.
    pub(super) fn remote_state(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        repetition: &Repetition,
        owner: &Arc<Owner>,
    ) -> Value {
        let body = &declaration.block.body;
        let header = declaration.block.header();
        let mut given = self.with_evaluator(instance, repetition, |evaluator| {
            let mut given =
                Self::plain_attributes(evaluator, body, super::resource::META_ARGUMENTS);
            // The form with a nested block is that of Terraform before 0.12.
            for block in body.blocks_of("config") {
                let config = Self::nested_attributes(evaluator, &block.body);
                given.insert("config".into(), config);
            }
            given
        });
        let null = Value::null();
        let part = |name: &str| given.get(name).unwrap_or(&null);
        let told = (part("backend"), part("config"), part("workspace"));
        let root = &self.repo.module(self.stack.module).path;
        let read = backend::of_values(told, root, header);
        let states = &self.world.states;
        let search = states.find(self.repo, self.stack, &read, part("config"));
        let outputs = self.outputs_of(&search, owner, part("defaults"), header);
        let (producers, assumed) = if search.is_assumed {
            (Vec::new(), search.producers)
        } else {
            (search.producers, Vec::new())
        };
        self.reads.borrow_mut().push(RemoteState {
            owner: owner.clone(),
            reader: self.id,
            module: instance.id,
            span: header,
            identity: read.identity,
            family: read.family,
            kind: read.kind,
            arguments: read.arguments,
            producers,
            assumed,
            unresolved: search.reason,
        });
        given.insert("outputs".into(), outputs);
        for name in ["backend", "config", "defaults", "workspace"] {
            given.entry(name.into()).or_insert_with(Value::null);
        }
        Value::object(Map::from(given))
    }

    /// The attributes of a body and of the blocks in it, as an object.
    fn nested_attributes(evaluator: &Evaluator<'_>, body: &Body) -> Value {
        let mut found = Self::plain_attributes(evaluator, body, &[]);
        for block in &body.blocks {
            let inner = Self::nested_attributes(evaluator, &block.body);
            found.insert(block.kind.text.as_ref().into(), inner);
        }
        Value::object(Map::from(found))
    }

    fn outputs_of(
        &self,
        search: &StateSearch,
        owner: &Arc<Owner>,
        defaults: &Value,
        span: Span,
    ) -> Value {
        let unknown = |reason: &str| {
            let symbol = Symbol {
                owner: owner.clone(),
                path: Arc::from([PathStep::Name("outputs".into())]),
            };
            let cause = Cause::RemoteState(reason.into());
            let unknown = Unknown {
                at: Some(span),
                ..Unknown::new(Type::Dynamic, cause)
            };
            Value::from(unknown.shaped(Shape::Symbol(symbol)).not_null()).at(span)
        };
        if let Some(reason) = &search.reason {
            return unknown(reason);
        }
        let mut found = Vec::new();
        for producer in &search.producers {
            let plan = if self.world.is_broken(self.id, *producer) {
                match self.world.earlier(*producer) {
                    None => return unknown("the stacks read each other's states in a circle"),
                    earlier => earlier,
                }
            } else {
                self.world.plan(*producer)
            };
            match plan {
                Some(plan) => {
                    let outputs = with_defaults(&plan.root().outputs, defaults).at(span);
                    found.push(if search.is_assumed {
                        at_least(outputs, &unknown)
                    } else {
                        outputs
                    });
                }
                None => {
                    self.needs.borrow_mut().insert(*producer);
                    return unknown("the stack that writes it is not evaluated yet");
                }
            }
        }
        match found.len() {
            0 => unknown("no stack in this repository writes it"),
            1 => found.swap_remove(0).at(span),
            _ => {
                let names: Vec<&str> = search
                    .producers
                    .iter()
                    .map(|producer: &StackId| self.repo.stack(*producer).path.as_str())
                    .collect();
                let of = unknown(&format!("it may be that of {}", names.join(" or ")));
                crate::eval::choice(found, &of)
            }
        }
    }
}

/// The outputs of a stack that is only assumed to be the one: what it does not have, another one may.
fn at_least(outputs: Value, unknown: &dyn Fn(&str) -> Value) -> Value {
    let other = unknown("it is only assumed which stack writes it");
    match (outputs.entries(), other.as_unknown()) {
        (Some(entries), Some(other)) => {
            Value::from((**other).clone().shaped(Shape::Partial(entries.clone())))
        }
        _ => outputs,
    }
}

/// The outputs as the data source gives them: without those that are `null`, not sensitive, and with the defaults
/// for those that are missing (as measured).
fn with_defaults(outputs: &BTreeMap<&str, Value>, defaults: &Value) -> Value {
    let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    if let Some(defaults) = defaults.entries() {
        entries.extend(defaults.iter().cloned());
    }
    for (name, value) in outputs {
        if !value.is_null() {
            entries.insert(Arc::from(*name), value.clone().unmarked().0);
        }
    }
    Value::object(Map::from(entries))
}
