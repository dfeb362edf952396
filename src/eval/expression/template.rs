//! Strings with interpolations and directives.

use crate::hcl::{Expression, Name, Template, TemplatePart};
use crate::source::Span;
use crate::types::Type;

use crate::eval::budget::VALUE_COST;
use crate::eval::convert::convert;
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::set_order::not_told;
use crate::eval::template_value::{certain_prefix, from_parts};
use crate::eval::text::Text;
use crate::eval::unknown::{Part, Shape};
use crate::eval::value::{Kind, Marks, Value};

use super::{Bindings, Evaluator, derived, failed_of, in_round};

impl Evaluator<'_> {
    /// A template that is nothing but one interpolation is that value, whatever its type; any other is a string.
    pub(super) fn template(
        &self,
        template: &Template,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        if let [TemplatePart::Interpolation(only)] = template.parts.as_slice() {
            return self.evaluate(only, bindings);
        }
        self.text(template, span, bindings)
    }

    fn text(&self, template: &Template, span: Span, bindings: Option<&Bindings<'_>>) -> Value {
        let mut parts = Vec::with_capacity(template.parts.len());
        let mut marks = Marks::default();
        let mut failed = false;
        // So many parts stand before the first that is not known.
        let mut known: Option<usize> = None;
        for part in &template.parts {
            let before = parts.len();
            let mut add_all = |values: &[Value]| {
                if values.iter().any(|value| !value.is_known()) {
                    known.get_or_insert(before);
                }
                for value in values {
                    add(value, &mut parts, &mut marks);
                }
            };
            match part {
                TemplatePart::Literal(text, at) => {
                    if !self.budget.take(text.len() / 16) {
                        return self.exhausted(span);
                    }
                    parts.push(Part::Text(Text::written(text), Some(*at)));
                }
                TemplatePart::Interpolation(inner) => match self.interpolation(inner, bindings) {
                    Ok(value) => add_all(&[value]),
                    Err(()) => failed = true,
                },
                TemplatePart::If {
                    condition,
                    yes,
                    no,
                    span,
                } => match self.if_directive(condition, (yes, no), *span, bindings) {
                    Ok(value) => add_all(&[value]),
                    Err(()) => failed = true,
                },
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    span,
                } => {
                    let names = (key_name.as_ref(), value_name);
                    match self.for_directive(names, collection, body, *span, bindings) {
                        Ok(values) => add_all(&values),
                        Err(()) => failed = true,
                    }
                }
            }
        }
        if failed {
            return failed_of(Type::String, span).marked(marks);
        }
        if !self.budget.take(parts.iter().map(size).sum()) {
            return self.exhausted(span);
        }
        let start = known.map_or(0, |known| known.min(parts.len()));
        let start = certain_prefix(&parts[..start]);
        let text = from_parts(parts);
        // Of what it does not know, Terraform does not look at how it begins.
        let text = if text.is_late() {
            text.of_beginning(&start)
        } else {
            text
        };
        text.or_at(span).marked(marks)
    }

    /// An interpolated value as a string.
    fn interpolation(
        &self,
        inner: &Expression,
        bindings: Option<&Bindings<'_>>,
    ) -> Result<Value, ()> {
        let value = self.evaluate(inner, bindings);
        self.to_text(&value, inner.span)
    }

    fn to_text(&self, value: &Value, span: Span) -> Result<Value, ()> {
        if value.is_null() {
            let message = "this is null, which cannot stand in a text";
            self.fail_with(Fault::new(FaultKind::Null, span, message).of([value]));
            return Err(());
        }
        if !value.is_known() && value.ty() == Type::Dynamic {
            self.note_uncertain_of([value]);
        }
        if value.as_text().is_some() {
            return Ok(value.clone());
        }
        let (unmarked, marks) = value.clone().unmarked();
        match convert(&unmarked, &Type::String) {
            Ok(text) => Ok(text.marked(marks)),
            Err(_) => {
                let ty = value.ty().with_article();
                let message = format!(
                    "{ty} cannot stand in a text: convert it first, for instance with join() or jsonencode()"
                );
                self.fail_with(Fault::new(FaultKind::Type, span, message).of([value]));
                Err(())
            }
        }
    }

    fn if_directive(
        &self,
        condition: &Expression,
        (yes, no): (&Template, &Template),
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Result<Value, ()> {
        let value = self.evaluate(condition, bindings);
        let decided = self.decide(value.settled(), condition.span)?;
        let marks = value.marks;
        match decided {
            Some(is_yes) => {
                let (taken, other) = if is_yes { (yes, no) } else { (no, yes) };
                self.pass_over_text(other, bindings);
                let [taken, other] = self.put_off_if(value.is_late(), || {
                    let taken = self.text(taken, span, bindings);
                    [taken, self.not_taken(other, span, bindings)]
                });
                Ok(taken.marked(marks.with(other.marks)).learned_with(&value))
            }
            None => {
                let (yes, yes_faults) = self.apart(|| self.text(yes, span, bindings));
                let (no, no_faults) = self.apart(|| self.text(no, span, bindings));
                let mut possible = Vec::new();
                for (value, faults) in [(yes, yes_faults), (no, no_faults)] {
                    if faults.is_empty() {
                        possible.push(value);
                    }
                    self.keep_uncaught(faults);
                }
                Ok(crate::eval::function::choice(possible, &value).marked(marks))
            }
        }
    }

    /// The text of a branch that is not taken: what came of a condition is sensitive where either branch is.
    fn not_taken(&self, branch: &Template, span: Span, bindings: Option<&Bindings<'_>>) -> Value {
        let doubt = self.doubt.get();
        let text = self.quietly(|| self.text(branch, span, bindings));
        self.doubt.set(doubt);
        text
    }

    fn for_directive(
        &self,
        (key_name, value_name): (Option<&Name>, &Name),
        collection: &Expression,
        body: &Template,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Result<Vec<Value>, ()> {
        let value = self.evaluate(collection, bindings);
        let marks = value.marks;
        let (value, is_late) = (value.settled().clone(), value.is_late());
        let Some(rounds) = self.rounds(&value, collection.span).map_err(|_| ())? else {
            return Ok(vec![derived(Type::String, [&value], span).marked(marks)]);
        };
        if rounds.each.is_empty() {
            let names = (key_name, value_name);
            in_round(names, (Value::null(), Value::null()), bindings, |inner| {
                self.pass_over_text(body, Some(inner));
            });
        }
        let mut texts = Vec::with_capacity(rounds.each.len());
        for (key, value) in rounds.each {
            let text = in_round((key_name, value_name), (key, value), bindings, |inner| {
                self.put_off_if(is_late, || self.text(body, span, Some(inner)))
            });
            texts.push(text.marked(marks));
        }
        if !rounds.is_ordered {
            let all_marks = texts.iter().fold(marks, |all, text| all.with(text.marks));
            texts.push(value);
            let text = Value::from(not_told(Type::String, &texts).not_null());
            return Ok(vec![text.at(span).marked(all_marks)]);
        }
        if texts.is_empty() && !marks.is_empty() {
            return Ok(vec![Value::string("").at(span).marked(marks)]);
        }
        if is_late {
            let texts = texts.into_iter().map(Part::Hole);
            return Ok(vec![from_parts(texts.collect()).later().or_at(span)]);
        }
        Ok(texts)
    }
}

/// Adds a string to the parts of a template; what is known of one that is not known is added part by part.
fn add(value: &Value, parts: &mut Vec<Part>, marks: &mut Marks) {
    *marks = marks.with(value.marks);
    let is_sensitive = value.marks.sensitive;
    let mut value = value.clone();
    value.marks = Marks::default();
    match &value.kind {
        Kind::String(text) if is_sensitive => {
            parts.push(Part::Text(text.sensitive(value.origin), value.origin));
        }
        Kind::String(text) => parts.push(Part::Text(text.clone(), value.origin)),
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Template(inner) if is_sensitive => parts.extend(sensitive_parts(inner)),
            Shape::Template(inner) => parts.extend(inner.iter().cloned()),
            _ => parts.push(Part::Hole(value)),
        },
        _ => parts.push(Part::Hole(value)),
    }
}

/// The parts of a sensitive template: all of its text is sensitive unless some of it says so.
fn sensitive_parts(parts: &[Part]) -> Vec<Part> {
    let says_so = |part: &Part| match part {
        Part::Text(text, _) => text.has_sensitive_piece(),
        Part::Hole(_) => false,
    };
    if parts.iter().any(says_so) {
        return parts.to_vec();
    }
    let sensitive = |part: &Part| match part {
        Part::Text(text, origin) => Part::Text(text.sensitive(*origin), *origin),
        Part::Hole(_) => part.clone(),
    };
    parts.iter().map(sensitive).collect()
}

/// What a part costs: a text keeps where each of its pieces was written, and a hole is copied several times on the way
/// into a string.
fn size(part: &Part) -> usize {
    match part {
        Part::Text(text, _) => (1 + text.pieces().len()) * VALUE_COST + text.as_str().len() / 16,
        Part::Hole(_) => 4 * VALUE_COST,
    }
}
