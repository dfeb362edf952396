//! Why a value differs between two sides: the definitions that are not the same, found by following what both are
//! made of step by step.

mod definition;
mod reference;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Value;
use crate::hcl::{Block, Expression, ExpressionKind, as_reference, step_name};
use crate::plan::{ModuleInstance, Repetition};
use crate::repo::{Module, StackId};
use crate::source::Span;

use super::both::{Both, Which};
use super::leaf::{Comparer, step};
use super::matching::Matching;
use super::side::Pairing;
pub(super) use reference::arguments;
use reference::{Reference, each_file, inner_value, path_of, references, walk};

/// How many definitions are followed from one to the next.
const MAX_DEPTH: usize = 40;

/// What a cause is told by: its pair of stacks and its path.
pub(super) type OriginKey = (usize, String);

/// Where two sides begin to differ.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Where each side says it.
    pub(super) places: Both<Option<Span>>,
    /// What each side says there.
    pub(super) values: Both<Option<Value>>,
}

/// Where an expression stands.
#[derive(Debug, Clone)]
pub(super) struct Spot<'p> {
    pub(super) stack: StackId,
    /// The index of the module instance.
    pub(super) module: usize,
    /// What the block around it is repeated by.
    pub(super) repetition: &'p Repetition,
    /// The block around it.
    pub(super) block: Option<&'p Block>,
    /// That block's address in its module.
    pub(super) address: String,
}

/// Expressions by their places and the module instances that they stand in, with the entries that are asked for.
type Asked = (Both<(u32, usize)>, Both<Span>, Vec<String>);

/// Finds causes, and keeps those that it found.
pub(super) struct Tracer<'t, 'p> {
    pub(super) pairing: &'t Pairing<'p>,
    pub(super) matching: &'t Matching,
    /// Everything that was found to be a cause.
    pub(super) origins: BTreeMap<OriginKey, Origin>,
    /// What was followed already, by the places of both expressions and their module instances.
    seen: BTreeMap<Asked, BTreeSet<OriginKey>>,
}

/// Expressions of both sides that have the same part in their modules.
struct Question<'p> {
    /// The pair of stacks.
    stack: usize,
    spots: Both<Spot<'p>>,
    expressions: Both<&'p Expression>,
    /// What this place is called where it is the cause itself.
    path: String,
    /// The names of the entries that are asked for, of all that the expressions hold: from the outside in.
    steps: Vec<String>,
}

const NEVER: Repetition = Repetition::None;

impl<'t, 'p: 't> Tracer<'t, 'p> {
    pub(super) fn new(pairing: &'t Pairing<'p>, matching: &'t Matching) -> Self {
        Self {
            pairing,
            matching,
            origins: BTreeMap::new(),
            seen: BTreeMap::new(),
        }
    }

    /// The causes of a difference between the values of two expressions; `path` names the place itself.
    pub(super) fn causes(
        &mut self,
        stack: usize,
        spots: Both<Spot<'p>>,
        expressions: Both<Option<&'p Expression>>,
        path: &str,
    ) -> BTreeSet<OriginKey> {
        let Some(both) = expressions.both() else {
            let places = expressions.map(|one| one.map(|it| it.span));
            return [self.here(stack, path, places, Both::default())].into();
        };
        let question = Question {
            stack,
            spots,
            expressions: both,
            path: path.to_owned(),
            steps: Vec::new(),
        };
        self.trace(&question, 0)
    }

    /// A cause that lies at these places.
    pub(super) fn here(
        &mut self,
        stack: usize,
        path: &str,
        places: Both<Option<Span>>,
        values: Both<Option<Value>>,
    ) -> OriginKey {
        let key = (stack, path.to_owned());
        let origin = self.origins.entry(key.clone());
        origin.or_insert(Origin { places, values });
        key
    }

    fn trace(&mut self, question: &Question<'p>, depth: usize) -> BTreeSet<OriginKey> {
        let spots = &question.spots;
        let spans = question.expressions.map(|it| it.span);
        let places = spots.map(|spot| (spot.stack.0, spot.module));
        let key = (places, spans, question.steps.clone());
        let is_repeated = Which::ALL
            .iter()
            .any(|which| !matches!(spots.get(*which).repetition, Repetition::None));
        if !is_repeated && let Some(found) = self.seen.get(&key) {
            return found.clone();
        }
        if let Some(entry) = entry(question).filter(|_| depth < MAX_DEPTH) {
            return self.trace(&entry, depth + 1);
        }
        let mut found = BTreeSet::new();
        if depth < MAX_DEPTH && self.is_same_text(question) {
            if !is_repeated {
                self.seen.insert(key.clone(), BTreeSet::new());
            }
            self.follow(question, depth, &mut found);
        }
        if found.is_empty() {
            found.insert(self.at_place(question));
        }
        if !is_repeated {
            self.seen.insert(key, found.clone());
        }
        found
    }

    /// The place itself, or the file that it reads.
    fn at_place(&mut self, question: &Question<'p>) -> OriginKey {
        let values = Both::of(|which| {
            let expression = question.expressions.get(which);
            self.evaluate(question.spots.get(which), expression)
        });
        if self.is_same_text(question)
            && let Some(key) = self.file(question)
        {
            return key;
        }
        let places = question.expressions.map(|it| Some(it.span));
        self.narrowed(question, &question.path, places, values, &question.steps)
    }

    /// The cause at a place, as far inside its value as the steps lead on both sides.
    fn narrowed(
        &mut self,
        question: &Question<'p>,
        path: &str,
        mut places: Both<Option<Span>>,
        mut values: Both<Option<Value>>,
        steps: &[String],
    ) -> OriginKey {
        let mut path = path.to_owned();
        for name in steps {
            let inner = values.map(|value| value.as_ref().and_then(|it| it.get(name)).cloned());
            if inner.reference.is_none() && inner.other.is_none() {
                break;
            }
            path = step(&path, name);
            places = Both::of(|which| {
                let inner = inner.get(which).as_ref().and_then(Value::place);
                inner.or(*places.get(which))
            });
            let is_end = inner.reference.is_none() || inner.other.is_none();
            values = inner;
            if is_end {
                break;
            }
        }
        self.here(question.stack, &path, places, values)
    }

    fn evaluate(&self, spot: &Spot<'p>, expression: &Expression) -> Option<Value> {
        let walk = self.pairing.plan().walk(spot.stack);
        let visit = walk.visits().nth(spot.module)?;
        Some(visit.evaluate_in(spot.repetition, expression))
    }

    /// The file that an expression of the same text reads on each side, where that is not the same.
    fn file(&mut self, question: &Question<'p>) -> Option<OriginKey> {
        let mut paths: Both<Vec<String>> = Both::default();
        for which in Which::ALL {
            let (spot, expression) = (question.spots.get(which), question.expressions.get(which));
            let walk = self.pairing.plan().walk(spot.stack);
            let visit = walk.visits().nth(spot.module)?;
            each_file(expression, &mut |argument| {
                let path = visit.evaluate_in(spot.repetition, argument);
                paths.get_mut(which).extend(path_of(&path));
            });
        }
        let sources = self.pairing.context.sources;
        let pairs = paths.reference.iter().zip(&paths.other);
        for (left, right) in pairs {
            let files = Both::new(left, right).map(|path| sources.find_file(path));
            let Some(both) = files.both() else {
                continue;
            };
            let texts = both.map(|file| sources.text(*file).content.as_str());
            if texts.reference != texts.other {
                let stack = self.pairing.pairs.get(question.stack)?;
                let root = self.pairing.context.repo.stack(stack.ids.reference);
                let folder = &sources.directory(root.directory).path;
                let name = left.strip_prefix(folder.as_str()).unwrap_or(left);
                let path = format!("file:{}", name.trim_start_matches('/'));
                let places = both.map(|file| Some(Span::file_start(*file)));
                return Some(self.here(question.stack, &path, places, Both::default()));
            }
        }
        None
    }

    fn is_same_text(&self, question: &Question<'p>) -> bool {
        let spans = question.expressions.map(|it| it.span);
        if spans.reference == spans.other {
            return true;
        }
        let sources = self.pairing.context.sources;
        let texts = spans.map(|span| {
            let words = sources.snippet(*span).split_whitespace();
            words.collect::<Vec<&str>>().join(" ")
        });
        let pair = &self.pairing.pairs[question.stack];
        let mut texts = texts;
        if question.spots.other.module == 0 {
            for (call, reference) in &pair.calls {
                let (call, reference) = (format!("module.{call}."), format!("module.{reference}."));
                texts.other = texts.other.replace(&call, &reference);
            }
        }
        let words = pair.words.as_ref();
        words.are_same(&texts.reference, &texts.other)
    }

    fn follow(&mut self, question: &Question<'p>, depth: usize, found: &mut BTreeSet<OriginKey>) {
        let references = question
            .expressions
            .map(|expression| references(expression));
        // Who only passes something on is asked for the same part of it.
        let is_passed_on = Which::ALL.iter().all(|which| {
            let expression = question.expressions.get(*which);
            as_reference(bare(expression)).is_some()
        });
        let inner: &[String] = if is_passed_on { &question.steps } else { &[] };
        for (left, right) in references.reference.iter().zip(&references.other) {
            let reference = Both::new(left, right);
            let values = Both::of(|which| {
                let value = self.value(question.spots.get(which), reference.get(which));
                value.map(|value| inner_value(value, inner))
            });
            let comparer = self.comparer(question.stack);
            if values.reference.is_some() || values.other.is_some() {
                let values = values.map(Option::as_ref);
                let leaves = comparer.leaves("", values);
                if leaves.is_empty() {
                    continue;
                }
            }
            self.definition(question, reference, inner, depth, found);
        }
    }

    fn comparer(&self, stack: usize) -> Comparer<'t> {
        Comparer {
            graphs: self.pairing.graphs(),
            words: self.pairing.pairs[stack].words.as_ref(),
            matching: self.matching,
            nodes: None,
        }
    }

    fn instance(&self, spot: &Spot<'p>) -> &'p ModuleInstance<'p> {
        &self.pairing.plan().stack(spot.stack).modules[spot.module]
    }

    fn module(&self, spot: &Spot<'p>) -> &'p Module<'p> {
        self.pairing.context.repo.module(self.instance(spot).module)
    }

    /// The value that a reference has as far as its steps are written out.
    fn value(&self, spot: &Spot<'p>, reference: &Reference<'p>) -> Option<Value> {
        let instance = self.instance(spot);
        let first = step_name(reference.steps, 0);
        let (base, taken) = match (reference.root, first) {
            ("var", Some(name)) => (instance.variables.get(name)?.clone(), 1),
            ("local", Some(name)) => (instance.locals.get(name)?.clone(), 1),
            ("module", Some(name)) => (instance.called.get(name)?.clone(), 1),
            ("each", Some(part)) => match (spot.repetition, part) {
                (Repetition::Each(key, _), "key") => (key.clone(), 1),
                (Repetition::Each(_, value), "value") => (value.clone(), 1),
                _ => return None,
            },
            ("count", Some(_)) => match spot.repetition {
                Repetition::Count(index) => (index.clone(), 1),
                _ => return None,
            },
            ("data", Some(kind)) => {
                let name = step_name(reference.steps, 1)?;
                let found = instance
                    .resources
                    .get(format!("data.{kind}.{name}").as_str())?;
                (found.whole.clone(), 2)
            }
            (kind, Some(name)) => {
                let found = instance.resources.get(format!("{kind}.{name}").as_str())?;
                (found.whole.clone(), 1)
            }
            (_, None) => return None,
        };
        Some(walk(
            base,
            &reference.steps[taken.min(reference.steps.len())..],
        ))
    }
}

/// The entry of an object that is asked for, where both sides write the object out.
fn entry<'p>(question: &Question<'p>) -> Option<Question<'p>> {
    let (name, rest) = question.steps.split_first()?;
    let items = question
        .expressions
        .map(|expression| match &bare(expression).kind {
            ExpressionKind::Object(items) => {
                items.iter().find(|item| item.key.as_str() == Some(name))
            }
            _ => None,
        });
    Some(Question {
        stack: question.stack,
        spots: question.spots.clone(),
        expressions: items.both()?.map(|item| &item.value),
        path: step(&question.path, name),
        steps: rest.to_vec(),
    })
}

fn bare(expression: &Expression) -> &Expression {
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => bare(inner),
        _ => expression,
    }
}

impl Spot<'_> {
    /// The root module of a stack.
    pub(super) fn root(stack: StackId) -> Self {
        Spot {
            stack,
            module: 0,
            repetition: &NEVER,
            block: None,
            address: String::new(),
        }
    }
}
