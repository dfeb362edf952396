//! Lists of whole blocks: `depends_on` and `replace_triggered_by`.

use crate::hcl::{Expression, ExpressionKind, as_reference, at_span, parse_expression};
use crate::source::Span;

use super::Judge;
use super::place::{Place, View};

impl Judge<'_> {
    /// Each of them must be there; attributes of theirs are another matter.
    pub(super) fn whole_objects(&mut self, list: &Expression, place: &Place<'_>) {
        let ExpressionKind::Tuple(items) = &list.kind else {
            return;
        };
        let place = Place {
            view: View::Names,
            ..*place
        };
        for item in items {
            match &item.kind {
                // Terraform before 0.12 had them in quotes.
                ExpressionKind::String(text) => {
                    if let Some(read) = quoted(text, item.span) {
                        self.expression(&read, &place);
                    }
                }
                _ => self.expression(item, &place),
            }
        }
    }

    /// What stands in the brackets of an address.
    pub(super) fn keys(&mut self, address: &Expression, place: &Place<'_>) {
        if let Some((_, steps)) = as_reference(address) {
            self.indexes(steps, place);
        }
    }
}

/// The reference in a quoted text.
pub(super) fn quoted(text: &str, span: Span) -> Option<Expression> {
    let read = parse_expression(span.file, text).ok()?;
    as_reference(&read)?;
    Some(at_span(&read, span))
}
