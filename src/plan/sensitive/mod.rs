//! What Terraform does not show: attributes that a provider's schema marks as sensitive, and what is made of them.

#[cfg(test)]
mod tests;

use crate::eval::{Fault, FaultKind, Map, Marks, Shape, Value};
use crate::hcl::Block;
use crate::schema::Attribute;

use super::evaluation::{Instance, StackEvaluation};

/// What Terraform says of a value that must not be shown.
pub(super) const SENSITIVE: Marks = Marks {
    sensitive: true,
    ephemeral: false,
};

/// An attribute's value as references see it: sensitive where the schema says so, also where it is `null`.
pub(super) fn of_schema(attribute: &Attribute, value: Value) -> Value {
    if attribute.is_sensitive() {
        value.marked(SENSITIVE)
    } else {
        value
    }
}

/// What a data source read or computed, in place of what stood there before: what is marked in its block stays so,
/// but its provider knows of no marks and gives none to what it answers (as measured).
pub(super) fn as_read(value: &Value, before: Option<&Value>) -> Value {
    let (value, _) = value.clone().unmarked();
    match before {
        Some(before) => value.marked(before.all_marks()),
        None => value,
    }
}

impl<'p> StackEvaluation<'p> {
    /// Terraform gives no sensitive value out of the root module unless its output says that it means to.
    pub(super) fn judge_output(&self, instance: &Instance<'p>, name: &str, block: &Block) {
        let Some(argument) = block.body.attribute("value") else {
            return;
        };
        if instance.caller.is_some() || !self.marks_are_certain() {
            return;
        }
        let is_said = block.body.attribute("sensitive").is_some_and(|said| {
            let value = self.constant(instance, &said.value);
            value.as_bool() != Some(false)
        });
        let value = self.output(instance, name, block.header());
        if is_said || !value.is_some_and(|value| is_certain(&value)) {
            return;
        }
        let message = format!(
            "output.{name} gives out a sensitive value, which Terraform does only with `sensitive = true`"
        );
        let span = argument.value.span;
        self.record(instance, Fault::new(FaultKind::Sensitive, span, message));
    }

    /// Whether Terraform certainly takes for sensitive what is marked here. Other versions of a provider may mark
    /// other attributes, and Terraform itself does not always take over what a called module's output declares: 1.11
    /// does not (as measured), others do.
    fn marks_are_certain(&self) -> bool {
        let exact = self.exact.borrow();
        let mut known = exact
            .iter()
            .filter(|(provider, _)| self.knowledge.schemas.named(provider).is_some());
        !self.has_declared_output.get() && known.all(|(_, is_exact)| *is_exact)
    }
}

/// Whether a value, or what is certainly in it, is sensitive.
fn is_certain(value: &Value) -> bool {
    if value.marks.sensitive {
        return true;
    }
    let items = value.elements().into_iter().flat_map(|items| items.iter());
    let entries = value.entries().into_iter().flat_map(Map::values);
    if items.chain(entries).any(is_certain) {
        return true;
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Open { known, .. } | Shape::Entries { known, .. }) => {
            known.iter().any(is_certain)
        }
        Some(Shape::Partial(entries)) => entries.values().any(is_certain),
        _ => false,
    }
}
