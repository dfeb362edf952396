//! The texts that an expression may give, with holes where they are not known.

use std::cell::Cell;

use crate::eval::{Kind, Value};
use crate::hcl::{
    Body, Call, Expression, ExpressionKind, For, Step, StepKind, TemplatePart, as_reference,
    step_name, walk_body, walk_expression,
};
use crate::plan::Visit;

/// The most texts that are told apart for one expression; with more, it is not known.
const MAX_TEXTS: usize = 256;

/// How far references are followed.
const MAX_DEPTH: usize = 12;

/// How many expressions are looked at for one text: references that fan out must come to an end.
const MAX_STEPS: u32 = 2_000;

/// What one text may cost.
struct Work {
    steps: Cell<u32>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            steps: Cell::new(MAX_STEPS),
        }
    }
}

/// Where the work on one text has got to.
#[derive(Clone, Copy)]
struct At<'w> {
    work: &'w Work,
    depth: usize,
}

impl At<'_> {
    fn deeper(self) -> Self {
        let steps = &self.work.steps;
        steps.set(steps.get().saturating_sub(1));
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn is_spent(self) -> bool {
        self.depth > MAX_DEPTH || self.work.steps.get() == 0
    }
}

/// A text, known in part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    /// What is known; `None` stands for anything.
    parts: Vec<Option<String>>,
    /// What is known of the rest.
    pub(super) hole: Hole,
}

/// Where the parts of a text that are not known come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hole {
    /// It is a name that `fileset` found, at the end of the text.
    Found,
    /// They are made from names that `fileset` found.
    FromFound,
    /// Anywhere.
    Anything,
}

impl Text {
    fn of(text: &str) -> Self {
        Self {
            parts: vec![Some(text.to_owned())],
            hole: Hole::Anything,
        }
    }

    fn unknown(hole: Hole) -> Self {
        Self {
            parts: vec![None],
            hole,
        }
    }

    /// A text that is made from the names that `fileset` found, or from anything.
    fn made(from_found: bool) -> Self {
        Self::unknown(if from_found {
            Hole::FromFound
        } else {
            Hole::Anything
        })
    }

    fn then(&self, other: &Self) -> Self {
        let mut parts = self.parts.clone();
        for part in &other.parts {
            match (parts.last_mut(), part) {
                (Some(Some(last)), Some(text)) => last.push_str(text),
                (Some(None), None) => {}
                _ => parts.push(part.clone()),
            }
        }
        let hole = match (self.known(), other.known()) {
            (Some(_), _) => other.hole,
            (None, Some("")) => self.hole,
            (None, Some(_)) => self.hole.max(Hole::FromFound),
            (None, None) => self.hole.max(other.hole).max(Hole::FromFound),
        };
        Self { parts, hole }
    }

    /// The whole, where it is known.
    pub(super) fn known(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Some(text)] => Some(text),
            [] => Some(""),
            _ => None,
        }
    }

    /// Whether a known part holds `text`.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.parts.iter().flatten().any(|part| part.contains(text))
    }

    /// What is known before the first hole, and a glob for the rest.
    pub(super) fn split_unknown(&self) -> (&str, String) {
        let (start, rest) = match self.parts.split_first() {
            Some((Some(start), rest)) => (start.as_str(), rest),
            _ => ("", self.parts.as_slice()),
        };
        let glob = |part: &Option<String>| {
            part.as_ref()
                .map_or("*".to_owned(), |it| globset::escape(it))
        };
        (start, rest.iter().map(glob).collect())
    }
}

/// A block or a local value in a module instance, with what its iterators stand for.
pub(super) struct Unit<'u> {
    visit: Visit<'u>,
    for_each: Option<&'u Expression>,
    /// Every `for` of it.
    loops: Vec<(&'u Expression, &'u For)>,
}

impl<'u> Unit<'u> {
    pub(super) fn of_body(visit: Visit<'u>, body: &'u Body) -> Self {
        let mut unit = Self {
            visit,
            for_each: body.attribute("for_each").map(|attribute| &attribute.value),
            loops: Vec::new(),
        };
        walk_body(body, &mut |expression| unit.note_loop(expression));
        unit
    }

    pub(super) fn of_expression(visit: Visit<'u>, expression: &'u Expression) -> Self {
        let mut unit = Self {
            visit,
            for_each: None,
            loops: Vec::new(),
        };
        walk_expression(expression, &mut |expression| unit.note_loop(expression));
        unit
    }

    fn note_loop(&mut self, expression: &'u Expression) {
        if let ExpressionKind::For(each) = &expression.kind {
            self.loops.push((expression, each));
        }
    }

    /// Every text that the expression may give.
    pub(super) fn texts(&self, expression: &Expression) -> Vec<Text> {
        let work = Work::default();
        let mut texts = self.texts_at(
            expression,
            At {
                work: &work,
                depth: 0,
            },
        );
        texts.sort();
        texts.dedup();
        texts
    }

    fn texts_at(&self, expression: &Expression, at: At<'_>) -> Vec<Text> {
        if at.is_spent() {
            return vec![Text::unknown(Hole::Anything)];
        }
        if let Some(text) = known_text(&self.visit.evaluate(expression)) {
            return vec![text];
        }
        match &expression.kind {
            ExpressionKind::Parentheses(inner) => self.texts_at(inner, at.deeper()),
            ExpressionKind::Conditional(conditional) => {
                let mut texts = self.texts_at(&conditional.yes, at.deeper());
                texts.extend(self.texts_at(&conditional.no, at.deeper()));
                texts
            }
            ExpressionKind::Template(template) => {
                let mut texts = vec![Text::of("")];
                for part in &template.parts {
                    let next = match part {
                        TemplatePart::Literal(text, _) => vec![Text::of(text)],
                        TemplatePart::Interpolation(inner) => self.texts_at(inner, at.deeper()),
                        TemplatePart::If { .. } | TemplatePart::For { .. } => {
                            vec![Text::unknown(Hole::Anything)]
                        }
                    };
                    texts = product(&texts, &next);
                }
                texts
            }
            ExpressionKind::Variable(name) => match self.loop_of(expression, name) {
                Some((each, is_key)) => self.elements(&each.collection, is_key, at.deeper()),
                None => vec![Text::unknown(Hole::Anything)],
            },
            ExpressionKind::Access(_) => self.reference(expression, at),
            ExpressionKind::Call(call) => self.call(call, at),
            _ => vec![Text::unknown(Hole::Anything)],
        }
    }

    fn call(&self, call: &Call, at: At<'_>) -> Vec<Text> {
        match (&*call.name.text, call.arguments.as_slice()) {
            // What these change does not matter to a path that is compared afterwards.
            ("abspath" | "tostring" | "nonsensitive" | "pathexpand", [inner]) => {
                self.texts_at(inner, at.deeper())
            }
            ("try" | "coalesce", arguments) => arguments
                .iter()
                .flat_map(|argument| self.texts_at(argument, at.deeper()))
                .collect(),
            ("format", [format, arguments @ ..]) => {
                let Some(format) = format.as_str() else {
                    return vec![Text::unknown(Hole::Anything)];
                };
                self.format(format, arguments, at)
            }
            (_, arguments) => {
                let derived = !arguments.is_empty()
                    && arguments
                        .iter()
                        .any(|argument| self.is_from_fileset(argument, at.deeper()));
                vec![Text::made(derived)]
            }
        }
    }

    fn format(&self, format: &str, arguments: &[Expression], at: At<'_>) -> Vec<Text> {
        let mut texts = vec![Text::of("")];
        let mut arguments = arguments.iter();
        for (index, part) in format.split('%').enumerate() {
            // Of the verbs only the plain one is read; others may pad or round.
            let (next, literal) = match part.strip_prefix('s') {
                _ if index == 0 => (Vec::new(), part),
                Some(rest) => match arguments.next() {
                    Some(argument) => (self.texts_at(argument, at.deeper()), rest),
                    None => return vec![Text::unknown(Hole::Anything)],
                },
                None => return vec![Text::unknown(Hole::Anything)],
            };
            if !next.is_empty() {
                texts = product(&texts, &next);
            }
            texts = product(&texts, &[Text::of(literal)]);
        }
        texts
    }

    /// What `each.key`, `local.NAME` or a called module's `var.NAME` may be.
    fn reference(&self, expression: &Expression, at: At<'_>) -> Vec<Text> {
        let unknown = |is_derived| vec![Text::made(is_derived)];
        let Some((root, steps)) = as_reference(expression) else {
            return unknown(self.is_from_fileset(expression, at.deeper()));
        };
        match (root, step_name(steps, 0), steps.len()) {
            ("each", Some(name @ ("key" | "value")), 1) => match self.for_each {
                Some(collection) => self.elements(collection, name == "key", at.deeper()),
                None => unknown(false),
            },
            ("local", Some(name), 1) => match self.visit.module.locals.get(name) {
                Some(local) => Unit::of_expression(self.visit, &local.value)
                    .texts_at(&local.value, at.deeper()),
                None => unknown(false),
            },
            ("var", Some(name), 1) => {
                let given = self.visit.caller().and_then(|(outer, call)| {
                    let argument = call.block.body.attribute(name)?;
                    let unit = Unit::of_body(outer, &call.block.body);
                    Some(unit.texts_at(&argument.value, at.deeper()))
                });
                given.unwrap_or_else(|| unknown(false))
            }
            _ => unknown(self.is_from_fileset(expression, at.deeper())),
        }
    }

    /// The innermost `for` around `inner` whose iterator has this name, and whether that is its key.
    fn loop_of(&self, inner: &Expression, name: &str) -> Option<(&'u For, bool)> {
        let around = self.loops.iter().rev().filter(|(whole, each)| {
            whole.span.contains(inner.span) && !each.collection.span.contains(inner.span)
        });
        around.into_iter().find_map(|(_, each)| {
            let is = |iterator: &crate::hcl::Name| &*iterator.text == name;
            if each.key_name.as_ref().is_some_and(is) {
                return Some((*each, true));
            }
            is(&each.value_name).then_some((*each, false))
        })
    }

    /// The keys or values that an iteration over `collection` gives.
    fn elements(&self, collection: &Expression, keys: bool, at: At<'_>) -> Vec<Text> {
        if at.is_spent() {
            return vec![Text::unknown(Hole::Anything)];
        }
        if let Some(texts) = known_elements(&self.visit.evaluate(collection), keys) {
            return texts;
        }
        let derived = || {
            let is_derived = self.is_from_fileset(collection, at.deeper());
            vec![Text::made(is_derived)]
        };
        match &collection.kind {
            ExpressionKind::Parentheses(inner) => self.elements(inner, keys, at.deeper()),
            ExpressionKind::Tuple(items) if !keys => items
                .iter()
                .flat_map(|item| self.texts_at(item, at.deeper()))
                .collect(),
            ExpressionKind::For(each) if keys == each.key.is_some() => {
                self.texts_at(each.key.as_ref().unwrap_or(&each.value), at.deeper())
            }
            ExpressionKind::Call(call) => match (&*call.name.text, call.arguments.as_slice()) {
                // A set has its values for keys.
                ("fileset" | "core::fileset", _) => vec![Text::unknown(Hole::Found)],
                ("toset", [inner]) => self.elements(inner, false, at.deeper()),
                ("tolist" | "sort" | "distinct" | "compact" | "tomap", [inner]) => {
                    self.elements(inner, keys, at.deeper())
                }
                ("keys", [inner]) if !keys => self.elements(inner, true, at.deeper()),
                _ => derived(),
            },
            ExpressionKind::Access(_) => match as_reference(collection) {
                Some(("local", steps)) if steps.len() == 1 => {
                    let local =
                        step_name(steps, 0).and_then(|name| self.visit.module.locals.get(name));
                    local.map_or_else(derived, |local| {
                        Unit::of_expression(self.visit, &local.value).elements(
                            &local.value,
                            keys,
                            at.deeper(),
                        )
                    })
                }
                _ => derived(),
            },
            _ => derived(),
        }
    }

    /// Whether a value is made from what `fileset` found.
    fn is_from_fileset(&self, expression: &Expression, at: At<'_>) -> bool {
        if at.is_spent() {
            return false;
        }
        let mut found = false;
        walk_expression(expression, &mut |inner| {
            found = found
                || match &inner.kind {
                    ExpressionKind::Call(call) => {
                        call.name.text.trim_start_matches("core::") == "fileset"
                    }
                    ExpressionKind::Variable(name) => {
                        self.loop_of(inner, name).is_some_and(|(each, _)| {
                            self.is_from_fileset(&each.collection, at.deeper())
                        })
                    }
                    ExpressionKind::Access(_) => self.refers_to_fileset(inner, at),
                    _ => false,
                };
        });
        found
    }

    fn refers_to_fileset(&self, expression: &Expression, at: At<'_>) -> bool {
        let attribute = |steps: &[Step]| match steps.first().map(|step| &step.kind) {
            Some(StepKind::Attribute(name)) => Some(name.to_string()),
            _ => None,
        };
        match as_reference(expression) {
            Some(("local", steps)) => {
                let name = attribute(steps).unwrap_or_default();
                let local = self.visit.module.locals.get(name.as_str());
                local.is_some_and(|local| {
                    Unit::of_expression(self.visit, &local.value)
                        .is_from_fileset(&local.value, at.deeper())
                })
            }
            Some(("each", _)) => self
                .for_each
                .is_some_and(|collection| self.is_from_fileset(collection, at.deeper())),
            _ => false,
        }
    }
}

/// The text that a known string or number is.
fn known_text(value: &Value) -> Option<Text> {
    let number = || Some(Text::of(&value.as_number()?.to_string()));
    value.as_str().map(Text::of).or_else(number)
}

/// The keys or values of a collection that is known; values that are no texts are not known.
fn known_elements(value: &Value, keys: bool) -> Option<Vec<Text>> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or(Text::unknown(Hole::Anything), Text::of)
    };
    let texts: Vec<Text> = match (&value.kind, value.entries(), value.elements()) {
        (_, Some(entries), _) if keys => entries.names().map(|name| Text::of(name)).collect(),
        (_, Some(entries), _) => entries.values().map(text).collect(),
        // A set has its values for keys.
        (Kind::Set(..), _, Some(items)) => items.iter().map(text).collect(),
        (_, _, Some(items)) if !keys => items.iter().map(text).collect(),
        _ => return None,
    };
    (texts.len() <= MAX_TEXTS).then_some(texts)
}

fn product(starts: &[Text], ends: &[Text]) -> Vec<Text> {
    if starts.len() * ends.len() > MAX_TEXTS {
        return vec![Text::unknown(Hole::Anything)];
    }
    let then = |start: &Text| ends.iter().map(|end| start.then(end)).collect::<Vec<_>>();
    starts.iter().flat_map(then).collect()
}
