//! `import` blocks: what is imported must be named when Terraform plans (each case as measured with 1.11.4).

use std::sync::Arc;

use crate::address::Key;
use crate::eval::{Fault, FaultKind, Kind, Value, convert};
use crate::hcl::{Block, Expression, Step, StepKind, as_reference, step_name};
use crate::types::Type;

use super::Repetition;
use super::evaluation::{Instance, StackEvaluation};
use super::expansion::known_only_later;

/// So many of the objects that one block imports are looked at.
const MAX_IMPORTED: usize = 1_000;

impl<'p> StackEvaluation<'p> {
    /// Judges the id of everything that a block imports, and whether there is an instance for it.
    pub(super) fn judge_import(&self, instance: &Instance<'p>, block: &Block) {
        // One in a called module is refused as a whole.
        if instance.caller.is_some() {
            return;
        }
        let Some(id) = block.body.attribute("id") else {
            return;
        };
        for repetition in self.imported(instance, block) {
            self.judge_id(instance, &repetition, &id.value);
            if let Some(to) = block.body.attribute("to") {
                self.judge_target(instance, &repetition, &to.value);
            }
        }
    }

    /// What the block is repeated for, as far as that is known.
    fn imported(&self, instance: &Instance<'p>, block: &Block) -> Vec<Repetition> {
        let Some(for_each) = block.body.attribute("for_each") else {
            return vec![Repetition::None];
        };
        let span = for_each.value.span;
        let value = self.evaluate(instance, &Repetition::None, &for_each.value);
        if value.is_late()
            || value
                .elements()
                .is_some_and(|all| all.iter().any(Value::is_late))
        {
            let message = format!(
                "for_each of the import block depends on {}, so Terraform cannot tell what to import when it plans",
                known_only_later(&value)
            );
            let fault = Fault::new(FaultKind::Import, span, message);
            self.record(instance, fault.of([&value]));
            return Vec::new();
        }
        let each = |key: Value, value: &Value| Repetition::Each(key, value.clone());
        match &value.kind {
            Kind::Null(_) => Vec::new(),
            Kind::Set(_, items) => {
                let items = items.iter().take(MAX_IMPORTED);
                items.map(|item| each(item.clone(), item)).collect()
            }
            Kind::List(_, items) | Kind::Tuple(items) => {
                let items = items.iter().take(MAX_IMPORTED).enumerate();
                items
                    .map(|(at, item)| each(Value::number(at), item))
                    .collect()
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                let entries = entries.iter().take(MAX_IMPORTED);
                entries
                    .map(|(name, entry)| each(Value::string(&**name), entry))
                    .collect()
            }
            Kind::Unknown(_) => Vec::new(),
            _ => {
                let found = value.ty().friendly_name();
                let message = format!(
                    "for_each of the import block must be a map, a set or a list, and is {found}"
                );
                let fault = Fault::new(FaultKind::Import, span, message);
                self.record(instance, fault.of([&value]));
                Vec::new()
            }
        }
    }

    /// The id is a text that is known when Terraform plans.
    fn judge_id(&self, instance: &Instance<'p>, repetition: &Repetition, id: &Expression) {
        let value = self.evaluate(instance, repetition, id);
        let why = if value.is_null() {
            "must not be null".to_owned()
        } else if value.is_late() {
            "is known only after apply, and Terraform imports before that".to_owned()
        } else {
            match convert(&value, &Type::String) {
                Ok(text) if text.as_str() == Some("") => "must not be empty".to_owned(),
                Ok(_) => return,
                Err(_) => format!("must be a text, and is {}", value.ty().friendly_name()),
            }
        };
        let message = format!("the id of what is imported {why}");
        let fault = Fault::new(FaultKind::Import, id.span, message).of([&value]);
        self.record(instance, fault);
    }

    /// Where the address has an index, there is such an instance.
    fn judge_target(&self, instance: &Instance<'p>, repetition: &Repetition, to: &Expression) {
        let Some((kind, steps)) = as_reference(to) else {
            return;
        };
        let (address, index) = match (kind, steps) {
            ("resource", [_, _, index]) => match (step_name(steps, 0), step_name(steps, 1)) {
                (Some(kind), Some(name)) => (format!("{kind}.{name}"), index),
                _ => return,
            },
            (kind, [_, index]) => match step_name(steps, 0) {
                Some(name) => (format!("{kind}.{name}"), index),
                None => return,
            },
            _ => return,
        };
        let Some(key) = self.key_of(instance, repetition, index) else {
            return;
        };
        let Some(Some(resources)) = self.resources(instance, &address) else {
            return;
        };
        let mut keys = resources
            .instances
            .iter()
            .map(|made| &made.owner.address.key);
        let may_be = |found: &Option<Key>| match found {
            // One without an index is told where it is written.
            None | Some(Key::Any) => true,
            Some(found) => *found == key,
        };
        if !keys.any(may_be) {
            let message = format!("there is no {address}{key}, so nothing can be imported as it");
            let fault = Fault::new(FaultKind::Import, to.span, message);
            self.record(instance, fault);
        }
    }

    fn key_of(
        &self,
        instance: &Instance<'p>,
        repetition: &Repetition,
        index: &Step,
    ) -> Option<Key> {
        let value = match &index.kind {
            StepKind::LegacyIndex(at) => return Some(Key::Index(*at)),
            StepKind::Index(written) => self.evaluate(instance, repetition, written),
            _ => return None,
        };
        if value.all_marks().sensitive {
            return None;
        }
        match &value.kind {
            Kind::String(text) => Some(Key::Text(Arc::from(text.as_str()))),
            Kind::Number(number) => Some(Key::Index(u64::try_from(number.to_i64()?).ok()?)),
            _ => None,
        }
    }
}
