//! The texts that an expression may give, with holes where they are not known.

use crate::eval::Value;
use crate::hcl::{
    Body, Call, Expression, ExpressionKind, For, Step, StepKind, TemplatePart, as_reference,
    step_name, walk_body, walk_expression,
};
use crate::repo::Frame;

/// The most texts that are told apart for one expression; with more, it is not known.
const MAX_TEXTS: usize = 256;

/// How far references are followed.
const MAX_DEPTH: usize = 12;

/// A text, known in part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    /// What is known; `None` stands for anything.
    parts: Vec<Option<String>>,
    /// Whether all that is not known is made from the names that `fileset` gives.
    pub(super) is_derived: bool,
}

impl Text {
    fn of(text: &str) -> Self {
        Self {
            parts: vec![Some(text.to_owned())],
            is_derived: false,
        }
    }

    fn unknown(is_derived: bool) -> Self {
        Self {
            parts: vec![None],
            is_derived,
        }
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
        let derived = |text: &Self| text.is_derived || text.known().is_some();
        let is_derived = derived(self) && derived(other) && (self.is_derived || other.is_derived);
        Self { parts, is_derived }
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

/// A block or a local value in a frame, with what its iterators stand for.
pub(super) struct Unit<'u> {
    frame: &'u Frame<'u>,
    for_each: Option<&'u Expression>,
    /// Every `for` of it.
    loops: Vec<(&'u Expression, &'u For)>,
}

impl<'u> Unit<'u> {
    pub(super) fn of_body(frame: &'u Frame<'u>, body: &'u Body) -> Self {
        let mut unit = Self {
            frame,
            for_each: body.attribute("for_each").map(|attribute| &attribute.value),
            loops: Vec::new(),
        };
        walk_body(body, &mut |expression| unit.note_loop(expression));
        unit
    }

    pub(super) fn of_expression(frame: &'u Frame<'u>, expression: &'u Expression) -> Self {
        let mut unit = Self {
            frame,
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
        let mut texts = self.texts_at(expression, 0);
        texts.sort();
        texts.dedup();
        texts
    }

    fn texts_at(&self, expression: &Expression, depth: usize) -> Vec<Text> {
        if depth > MAX_DEPTH {
            return vec![Text::unknown(false)];
        }
        match self.frame.evaluate(expression) {
            Value::Text(text) => return vec![Text::of(&text.text)],
            Value::Number(number, _) => return vec![Text::of(&number)],
            _ => {}
        }
        match &expression.kind {
            ExpressionKind::Parentheses(inner) => self.texts_at(inner, depth + 1),
            ExpressionKind::Conditional(conditional) => {
                let mut texts = self.texts_at(&conditional.yes, depth + 1);
                texts.extend(self.texts_at(&conditional.no, depth + 1));
                texts
            }
            ExpressionKind::Template(template) => {
                let mut texts = vec![Text::of("")];
                for part in &template.parts {
                    let next = match part {
                        TemplatePart::Literal(text, _) => vec![Text::of(text)],
                        TemplatePart::Interpolation(inner) => self.texts_at(inner, depth + 1),
                        TemplatePart::If { .. } | TemplatePart::For { .. } => {
                            vec![Text::unknown(false)]
                        }
                    };
                    texts = product(&texts, &next);
                }
                texts
            }
            ExpressionKind::Variable(name) => match self.loop_of(expression, name) {
                Some((each, is_key)) => self.elements(&each.collection, is_key, depth + 1),
                None => vec![Text::unknown(false)],
            },
            ExpressionKind::Access(_) => self.reference(expression, depth),
            ExpressionKind::Call(call) => self.call(call, depth),
            _ => vec![Text::unknown(false)],
        }
    }

    fn call(&self, call: &Call, depth: usize) -> Vec<Text> {
        match (&*call.name.text, call.arguments.as_slice()) {
            // What these change does not matter to a path that is compared afterwards.
            ("abspath" | "tostring" | "nonsensitive" | "pathexpand", [inner]) => {
                self.texts_at(inner, depth + 1)
            }
            ("try" | "coalesce", arguments) => arguments
                .iter()
                .flat_map(|argument| self.texts_at(argument, depth + 1))
                .collect(),
            ("format", [format, arguments @ ..]) => {
                let Some(format) = format.as_str() else {
                    return vec![Text::unknown(false)];
                };
                self.format(format, arguments, depth)
            }
            (_, arguments) => {
                let derived = !arguments.is_empty()
                    && arguments
                        .iter()
                        .any(|argument| self.is_from_fileset(argument, depth + 1));
                vec![Text::unknown(derived)]
            }
        }
    }

    fn format(&self, format: &str, arguments: &[Expression], depth: usize) -> Vec<Text> {
        let mut texts = vec![Text::of("")];
        let mut arguments = arguments.iter();
        for (at, part) in format.split('%').enumerate() {
            // Of the verbs only the plain one is read; others may pad or round.
            let (next, literal) = match part.strip_prefix('s') {
                _ if at == 0 => (Vec::new(), part),
                Some(rest) => match arguments.next() {
                    Some(argument) => (self.texts_at(argument, depth + 1), rest),
                    None => return vec![Text::unknown(false)],
                },
                None => return vec![Text::unknown(false)],
            };
            if !next.is_empty() {
                texts = product(&texts, &next);
            }
            texts = product(&texts, &[Text::of(literal)]);
        }
        texts
    }

    /// What `each.key`, `local.NAME` or a called module's `var.NAME` may be.
    fn reference(&self, expression: &Expression, depth: usize) -> Vec<Text> {
        let unknown = |is_derived| vec![Text::unknown(is_derived)];
        let Some((root, steps)) = as_reference(expression) else {
            return unknown(self.is_from_fileset(expression, depth + 1));
        };
        match (root, step_name(steps, 0), steps.len()) {
            ("each", Some(name @ ("key" | "value")), 1) => match self.for_each {
                Some(collection) => self.elements(collection, name == "key", depth + 1),
                None => unknown(false),
            },
            ("local", Some(name), 1) => match self.frame.module.locals.get(name) {
                Some(local) => {
                    Unit::of_expression(self.frame, &local.value).texts_at(&local.value, depth + 1)
                }
                None => unknown(false),
            },
            ("var", Some(name), 1) => {
                let given = self.frame.caller.and_then(|(outer, call)| {
                    let argument = call.block.body.attribute(name)?;
                    let unit = Unit::of_body(outer, &call.block.body);
                    Some(unit.texts_at(&argument.value, depth + 1))
                });
                given.unwrap_or_else(|| unknown(false))
            }
            _ => unknown(self.is_from_fileset(expression, depth + 1)),
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
    fn elements(&self, collection: &Expression, keys: bool, depth: usize) -> Vec<Text> {
        if depth > MAX_DEPTH {
            return vec![Text::unknown(false)];
        }
        if let Some(texts) = known_elements(&self.frame.evaluate(collection), keys) {
            return texts;
        }
        let derived = || vec![Text::unknown(self.is_from_fileset(collection, depth + 1))];
        match &collection.kind {
            ExpressionKind::Parentheses(inner) => self.elements(inner, keys, depth + 1),
            ExpressionKind::Tuple(items) if !keys => items
                .iter()
                .flat_map(|item| self.texts_at(item, depth + 1))
                .collect(),
            ExpressionKind::For(each) if keys == each.key.is_some() => {
                self.texts_at(each.key.as_ref().unwrap_or(&each.value), depth + 1)
            }
            ExpressionKind::Call(call) => match (&*call.name.text, call.arguments.as_slice()) {
                // A set has its values for keys.
                ("toset", [inner]) => self.elements(inner, false, depth + 1),
                ("tolist" | "sort" | "distinct" | "compact" | "tomap", [inner]) => {
                    self.elements(inner, keys, depth + 1)
                }
                ("keys", [inner]) if !keys => self.elements(inner, true, depth + 1),
                _ => derived(),
            },
            ExpressionKind::Access(_) => match as_reference(collection) {
                Some(("local", steps)) if steps.len() == 1 => {
                    let local =
                        step_name(steps, 0).and_then(|name| self.frame.module.locals.get(name));
                    local.map_or_else(derived, |local| {
                        Unit::of_expression(self.frame, &local.value).elements(
                            &local.value,
                            keys,
                            depth + 1,
                        )
                    })
                }
                _ => derived(),
            },
            _ => derived(),
        }
    }

    /// Whether a value is made from what `fileset` found.
    fn is_from_fileset(&self, expression: &Expression, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let mut found = false;
        walk_expression(expression, &mut |inner| {
            found = found
                || match &inner.kind {
                    ExpressionKind::Call(call) => {
                        call.name.text.trim_start_matches("core::") == "fileset"
                    }
                    ExpressionKind::Variable(name) => self
                        .loop_of(inner, name)
                        .is_some_and(|(each, _)| self.is_from_fileset(&each.collection, depth + 1)),
                    ExpressionKind::Access(_) => self.refers_to_fileset(inner, depth),
                    _ => false,
                };
        });
        found
    }

    fn refers_to_fileset(&self, expression: &Expression, depth: usize) -> bool {
        let attribute = |steps: &[Step]| match steps.first().map(|step| &step.kind) {
            Some(StepKind::Attribute(name)) => Some(name.to_string()),
            _ => None,
        };
        match as_reference(expression) {
            Some(("local", steps)) => {
                let name = attribute(steps).unwrap_or_default();
                let local = self.frame.module.locals.get(name.as_str());
                local.is_some_and(|local| {
                    Unit::of_expression(self.frame, &local.value)
                        .is_from_fileset(&local.value, depth + 1)
                })
            }
            Some(("each", _)) => self
                .for_each
                .is_some_and(|collection| self.is_from_fileset(collection, depth + 1)),
            _ => false,
        }
    }
}

/// The keys or values of a collection that is known; values that are no texts are not known.
fn known_elements(value: &Value, keys: bool) -> Option<Vec<Text>> {
    let text = |value: &Value| value.as_str().map_or(Text::unknown(false), Text::of);
    let texts: Vec<Text> = match value {
        Value::Map(entries, _) if keys => entries.keys().map(|key| Text::of(key)).collect(),
        Value::Map(entries, _) => entries.values().map(text).collect(),
        Value::List(items, _) if !keys => items.iter().map(text).collect(),
        _ => return None,
    };
    (texts.len() <= MAX_TEXTS).then_some(texts)
}

fn product(starts: &[Text], ends: &[Text]) -> Vec<Text> {
    if starts.len() * ends.len() > MAX_TEXTS {
        return vec![Text::unknown(false)];
    }
    let then = |start: &Text| ends.iter().map(|end| start.then(end)).collect::<Vec<_>>();
    starts.iter().flat_map(then).collect()
}
