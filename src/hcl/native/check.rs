//! What hcl-edit accepts and Terraform does not.

use crate::hcl::{Expression, ExpressionKind, Step, StepKind};
use crate::source::Span;

use super::lower::Lowering;

impl Lowering<'_> {
    /// Numbers such as `1.2.3`, and indexes such as `.0.1`, which Terraform reads as a number.
    pub(super) fn check_steps(&mut self, base: &Expression, steps: &[Step]) {
        let touches = |before: Span, after: Span| before.end == after.start;
        if let (ExpressionKind::Number(_), Some(first)) = (&base.kind, steps.first())
            && touches(base.span, first.span)
            && matches!(first.kind, StepKind::LegacyIndex(_))
        {
            let place = base.span.to(first.span);
            let message = format!("`{}` is not a number", self.source(place));
            self.error(
                place,
                &message,
                "for addresses and versions use a quoted string",
            );
        }
        let is_legacy = |step: &Step| matches!(step.kind, StepKind::LegacyIndex(_));
        for pair in steps.windows(2) {
            if is_legacy(&pair[0]) && is_legacy(&pair[1]) && touches(pair[0].span, pair[1].span) {
                let place = pair[0].span.to(pair[1].span);
                let message = format!(
                    "`{}` reads as one number, not as two indexes",
                    self.source(place)
                );
                self.error(place, &message, "write indexes in brackets: `[0][1]`");
            }
        }
        self.check_splats(steps);
    }

    fn check_splats(&mut self, steps: &[Step]) {
        let mut in_splat = false;
        for step in steps {
            match step.kind {
                StepKind::AttributeSplat if in_splat => self.error(
                    step.span,
                    "a `.*` cannot stand inside another `.*`",
                    "write `[*]` instead of the first, or use a `for` expression",
                ),
                StepKind::AttributeSplat => in_splat = true,
                StepKind::Attribute(_) | StepKind::LegacyIndex(_) => {}
                StepKind::Index(_) | StepKind::FullSplat => in_splat = false,
            }
        }
    }

    /// After an opening bracket the word `for` always begins a `for` expression.
    pub(super) fn check_not_for(&mut self, span: Span) {
        let inner = self.source(span).get(1..).unwrap_or_default().trim_start();
        let Some(rest) = inner.strip_prefix("for") else {
            return;
        };
        let continues = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if !rest.starts_with(continues) {
            let end = span.end as usize
                - (self.source(span).len() - 1 - self.source(span)[1..].find("for").unwrap_or(0))
                + 3;
            let place = self.span(end - 3, end);
            self.error(
                place,
                "`for` must be followed by a name",
                "write `for value in collection`; as an object's key, quote it: `\"for\"`",
            );
        }
    }
}
