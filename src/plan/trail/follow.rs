//! From an expression to the references that its value, or one entry of it, comes from.

use std::cell::Cell;
use std::rc::Rc;

use crate::eval::{Number, Value};
use crate::hcl::{
    Conditional, Expression, ExpressionKind, For, ObjectItem, ObjectKey, Step, StepKind, Template,
    TemplatePart,
};

use super::{Bound, MAX_VISITS, Place, Walk, Way};

impl<'t> Walk<'t, '_> {
    /// Follows what leads to the value at `path` inside the value of an expression.
    pub(super) fn follow(&mut self, expression: &'t Expression, path: &[Way], place: &Place<'t>) {
        self.visits += 1;
        if self.visits > MAX_VISITS {
            self.is_cut = true;
            return;
        }
        match &expression.kind {
            ExpressionKind::Null
            | ExpressionKind::Bool(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::String(_) => {}
            ExpressionKind::Template(template) => self.template(template, place),
            ExpressionKind::Tuple(items) => match path {
                [Way::Index(at), rest @ ..] => {
                    let item = usize::try_from(*at).ok().and_then(|at| items.get(at));
                    if let Some(item) = item {
                        self.follow(item, rest, place);
                    }
                }
                // How many there are is written right here.
                [Way::Keys, ..] => {}
                _ => self.all(items, path.get(1..).unwrap_or_default(), place),
            },
            ExpressionKind::Object(items) => self.object(items, path, place),
            ExpressionKind::Variable(root) => self.reference(root, path, place),
            ExpressionKind::Access(access) => {
                let mut whole = self.steps_of(&access.steps, place);
                whole.extend_from_slice(path);
                match &access.base.kind {
                    ExpressionKind::Variable(root) => self.reference(root, &whole, place),
                    _ => self.follow(&access.base, &whole, place),
                }
            }
            ExpressionKind::Call(call) => self.call(call, path, place),
            ExpressionKind::Conditional(conditional) => self.conditional(conditional, path, place),
            ExpressionKind::Unary(_, operand) => self.follow(operand, &[], place),
            ExpressionKind::Binary(binary) => {
                self.follow(&binary.left, &[], place);
                self.follow(&binary.right, &[], place);
            }
            ExpressionKind::For(each) => self.for_each(each, path, place),
            ExpressionKind::Parentheses(inner) => self.follow(inner, path, place),
        }
    }

    pub(super) fn all(
        &mut self,
        items: impl IntoIterator<Item = &'t Expression>,
        path: &[Way],
        place: &Place<'t>,
    ) {
        for item in items {
            self.follow(item, path, place);
        }
    }

    fn object(&mut self, items: &'t [ObjectItem], path: &[Way], place: &Place<'t>) {
        let rest = path.get(1..).unwrap_or_default();
        if let Some(Way::Name(name)) = path.first() {
            let is_named = |item: &&ObjectItem| match &item.key {
                ObjectKey::Name(key) => *key.text == **name,
                ObjectKey::Expression(key) => self.value(key, place).as_str() == Some(name),
            };
            if let Some(item) = items.iter().rev().find(is_named) {
                self.follow(&item.value, rest, place);
                return;
            }
        }
        for item in items {
            if let ObjectKey::Expression(key) = &item.key
                && matches!(path, [] | [Way::Keys])
            {
                self.follow(key, &[], place);
            }
            if path.first() != Some(&Way::Keys) {
                self.follow(&item.value, rest, place);
            }
        }
    }

    /// The condition leads to the value too. Where it is known, only one branch does.
    fn conditional(&mut self, conditional: &'t Conditional, path: &[Way], place: &Place<'t>) {
        self.follow(&conditional.condition, &[], place);
        let chosen = self.value(&conditional.condition, place).as_bool();
        if chosen != Some(false) {
            self.follow(&conditional.yes, path, place);
        }
        if chosen != Some(true) {
            self.follow(&conditional.no, path, place);
        }
    }

    fn for_each(&mut self, each: &'t For, path: &[Way], place: &Place<'t>) {
        // In `{for k, v in c : k => v}` an entry is that of the collection under the same key.
        let keeps_keys = each.key.as_ref().zip(each.key_name.as_ref()).is_some_and(
            |(key, name)| matches!(&key.kind, ExpressionKind::Variable(root) if root == &name.text),
        );
        let element = match path.first() {
            Some(step) if keeps_keys && *step != Way::Keys => step.clone(),
            _ => Way::Any,
        };
        let only_keys = path.first() == Some(&Way::Keys);
        let rest = path.get(1..).unwrap_or_default();
        let mut inside = place.clone();
        let is_used = Rc::new(Cell::new(false));
        let around = Rc::new(place.clone());
        let bound = |name: &'t str, collection| Bound {
            name,
            element: element.clone(),
            collection,
            is_iterator: false,
            is_used: is_used.clone(),
        };
        if let Some(key) = &each.key_name {
            let mut keys = bound(&key.text, Some((&each.collection, around.clone())));
            keys.element = Way::Keys;
            inside.bound.push(keys);
        }
        let collection = Some((&each.collection, around));
        inside.bound.push(bound(&each.value_name.text, collection));
        self.all(&each.condition, &[], &inside);
        // The key of an entry does not lead to its value.
        if path.is_empty() || only_keys {
            self.all(&each.key, &[], &inside);
        }
        if !only_keys {
            self.follow(&each.value, rest, &inside);
        }
        // How many elements there are leads to the value also where none of them does.
        if !is_used.get() {
            self.follow(&each.collection, &[Way::Keys], place);
        }
    }

    fn template(&mut self, template: &'t Template, place: &Place<'t>) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(..) => {}
                TemplatePart::Interpolation(inner) => self.follow(inner, &[], place),
                TemplatePart::If {
                    condition, yes, no, ..
                } => {
                    self.follow(condition, &[], place);
                    let chosen = self.value(condition, place).as_bool();
                    if chosen != Some(false) {
                        self.template(yes, place);
                    }
                    if chosen != Some(true) {
                        self.template(no, place);
                    }
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    ..
                } => {
                    self.follow(collection, &[], place);
                    let mut inside = place.clone();
                    for name in key_name.iter().chain([value_name]) {
                        inside.bound.push(Bound {
                            name: &name.text,
                            element: Way::Any,
                            collection: None,
                            is_iterator: false,
                            is_used: Rc::default(),
                        });
                    }
                    self.template(body, &inside);
                }
            }
        }
    }

    /// Steps as a path, their indexes evaluated; the indexes lead to the value too.
    fn steps_of(&mut self, steps: &'t [Step], place: &Place<'t>) -> Vec<Way> {
        let mut path = Vec::with_capacity(steps.len());
        for step in steps {
            path.push(match &step.kind {
                StepKind::Attribute(name) => Way::Name((&**name).into()),
                StepKind::LegacyIndex(index) => Way::Index(*index),
                StepKind::AttributeSplat | StepKind::FullSplat => Way::Any,
                StepKind::Index(key) => {
                    self.follow(key, &[], place);
                    as_step(&self.value(key, place))
                }
            });
        }
        path
    }
}

/// The step that a key or index makes.
pub(super) fn as_step(key: &Value) -> Way {
    if let Some(name) = key.as_str() {
        return Way::Name(name.into());
    }
    let index = key.as_number().and_then(Number::to_i64);
    match index.and_then(|index| u64::try_from(index).ok()) {
        Some(index) => Way::Index(index),
        None => Way::Any,
    }
}

/// Follows a path through constructors as far as it leads: the expression there, and what is left of the path.
pub(super) fn narrow<'t, 'p>(
    mut expression: &'t Expression,
    mut path: &'p [Way],
) -> (&'t Expression, &'p [Way]) {
    loop {
        let inner = match (&expression.kind, path.first()) {
            (ExpressionKind::Parentheses(inner), _) => {
                expression = inner;
                continue;
            }
            (ExpressionKind::Object(items), Some(Way::Name(name))) => {
                let is_named = |item: &&ObjectItem| item.key.as_str() == Some(name);
                items.iter().rev().find(is_named).map(|item| &item.value)
            }
            (ExpressionKind::Tuple(items), Some(Way::Index(at))) => {
                usize::try_from(*at).ok().and_then(|at| items.get(at))
            }
            _ => None,
        };
        let Some(inner) = inner else {
            return (expression, path);
        };
        (expression, path) = (inner, &path[1..]);
    }
}
