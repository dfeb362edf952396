//! Values that nothing keeps, where Terraform would have to keep them (its documentation of `ephemeral`; each case as
//! measured with 1.11.4).

use crate::eval::{Fault, FaultKind, Shape, Value};
use crate::hcl::Block;
use crate::source::Span;

use super::evaluation::{Instance, StackEvaluation};

impl<'p> StackEvaluation<'p> {
    /// An output gives out what is ephemeral only where it says so, and that of a root module never.
    pub(super) fn judge_ephemeral(&self, instance: &Instance<'p>, name: &str, block: &Block) {
        let body = &block.body;
        if self.declared_marks(instance, body).ephemeral {
            if instance.caller.is_none() {
                let message = format!(
                    "output.{name} is ephemeral, which only an output of a called module can be"
                );
                let fault = Fault::new(FaultKind::Ephemeral, block.header(), message);
                self.record(instance, fault);
            }
            return;
        }
        let Some(argument) = body.attribute("value") else {
            return;
        };
        let value = self.output(instance, name, block.header());
        if value.is_some_and(|value| holds_ephemeral(&value)) {
            let message = format!("output.{name} keeps an ephemeral value");
            let span = argument.value.span;
            self.record(instance, Fault::new(FaultKind::Ephemeral, span, message));
        }
    }

    /// How many instances there are must be the same when Terraform plans and when it applies.
    pub(super) fn judge_ephemeral_count(&self, instance: &Instance<'p>, value: &Value, span: Span) {
        if is_ephemeral(value) {
            let message = "count must not be ephemeral: it is kept from plan to apply";
            self.record(instance, Fault::new(FaultKind::Ephemeral, span, message));
        }
    }
}

/// Whether a value is certainly ephemeral itself. Of several that it may be, one may not be.
pub(super) fn is_ephemeral(value: &Value) -> bool {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) => alternatives.iter().all(is_ephemeral),
        _ => value.marks.ephemeral,
    }
}

/// Whether something in a value certainly is.
fn holds_ephemeral(value: &Value) -> bool {
    if is_ephemeral(value) {
        return true;
    }
    let items = value.elements().into_iter().flat_map(|items| items.iter());
    let entries = value
        .entries()
        .into_iter()
        .flat_map(crate::eval::Map::values);
    items.chain(entries).any(holds_ephemeral)
}
