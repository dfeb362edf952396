//! Why a value differs between two sides: the definitions that are not the same, found by following what both are
//! made of step by step.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Value;
use crate::hcl::{
    Block, Expression, ExpressionKind, Step, StepKind, each_reference, step_name, walk_expression,
};
use crate::plan::{ModuleInstance, Repetition};
use crate::repo::{Module, StackId};
use crate::source::Span;

use super::both::{Both, Which};
use super::leaf::Comparer;
use super::matching::Matching;
use super::side::Pairing;
use super::words::Words;

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

/// Finds causes, and keeps those that it found.
pub(super) struct Tracer<'t, 'p> {
    pub(super) pairing: &'t Pairing<'p>,
    pub(super) matching: &'t Matching,
    /// What is each side's own in texts, by pair of stacks.
    pub(super) words: &'t [Both<Words>],
    /// Everything that was found to be a cause.
    pub(super) origins: BTreeMap<OriginKey, Origin>,
    /// What was followed already, by the places of both expressions and their module instances.
    seen: BTreeMap<(Both<(u32, usize)>, Both<Span>), BTreeSet<OriginKey>>,
}

/// Expressions of both sides that have the same part in their modules.
struct Question<'p> {
    /// The pair of stacks.
    stack: usize,
    spots: Both<Spot<'p>>,
    expressions: Both<&'p Expression>,
    /// What this place is called where it is the cause itself.
    path: String,
}

const NEVER: Repetition = Repetition::None;

impl<'t, 'p: 't> Tracer<'t, 'p> {
    pub(super) fn new(
        pairing: &'t Pairing<'p>,
        matching: &'t Matching,
        words: &'t [Both<Words>],
    ) -> Self {
        Self {
            pairing,
            matching,
            words,
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
        let key = (spots.map(|spot| (spot.stack.0, spot.module)), spans);
        let is_repeated = Which::ALL
            .iter()
            .any(|which| !matches!(spots.get(*which).repetition, Repetition::None));
        if !is_repeated && let Some(found) = self.seen.get(&key) {
            return found.clone();
        }
        let mut found = BTreeSet::new();
        if depth < MAX_DEPTH && self.is_same_text(question) {
            if !is_repeated {
                self.seen.insert(key, BTreeSet::new());
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
        self.here(question.stack, &question.path, places, values)
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
        let words = self.words[question.stack].as_ref();
        words.are_same(&texts.reference, &texts.other)
    }

    fn follow(&mut self, question: &Question<'p>, depth: usize, found: &mut BTreeSet<OriginKey>) {
        let references = question
            .expressions
            .map(|expression| references(expression));
        for (left, right) in references.reference.iter().zip(&references.other) {
            let reference = Both::new(left, right);
            let values =
                Both::of(|which| self.value(question.spots.get(which), reference.get(which)));
            let comparer = self.comparer(question.stack);
            if values.reference.is_some() || values.other.is_some() {
                let values = values.map(Option::as_ref);
                let leaves = comparer.leaves("", values);
                if leaves.is_empty() {
                    continue;
                }
            }
            self.definition(question, reference, depth, found);
        }
    }

    fn comparer(&self, stack: usize) -> Comparer<'t> {
        Comparer {
            graphs: self.pairing.graphs(),
            words: self.words[stack].as_ref(),
            matching: self.matching,
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

    /// Follows a reference that does not have the same value on both sides to what it stands for.
    fn definition(
        &mut self,
        question: &Question<'p>,
        reference: Both<&Reference<'p>>,
        depth: usize,
        found: &mut BTreeSet<OriginKey>,
    ) {
        let root = reference.reference.root;
        let Some(name) = step_name(reference.reference.steps, 0) else {
            return;
        };
        match root {
            "var" => found.extend(self.variable(question, name, depth)),
            "local" => {
                let expressions = question
                    .spots
                    .map(|spot| self.module(spot).locals.get(name).map(|local| &local.value));
                let spots = question.spots.map(|spot| self.bare(spot));
                let path = format!("{}local.{name}", self.prefix(&question.spots.reference));
                found.extend(self.ask(question.stack, spots, expressions, path, depth));
            }
            "each" | "count" => {
                let argument = if root == "each" { "for_each" } else { "count" };
                found.extend(self.repetition(question.stack, &question.spots, argument, depth));
            }
            "module" => found.extend(self.output(question, reference, name, depth)),
            "data" if name == "terraform_remote_state" => {
                found.extend(self.remote_state(question, reference.reference, depth));
            }
            "path" | "terraform" | "self" => {}
            _ => found.extend(self.resource(question, reference.reference, depth)),
        }
    }

    fn ask(
        &mut self,
        stack: usize,
        spots: Both<Spot<'p>>,
        expressions: Both<Option<&'p Expression>>,
        path: String,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let Some(expressions) = expressions.both() else {
            let places = expressions.map(|one| one.map(|it| it.span));
            if expressions.reference.is_none() && expressions.other.is_none() {
                return BTreeSet::new();
            }
            let values = Both::of(|which| {
                let expression = *expressions.get(which);
                self.evaluate(spots.get(which), expression?)
            });
            return [self.here(stack, &path, places, values)].into();
        };
        let question = Question {
            stack,
            spots,
            expressions,
            path,
        };
        self.trace(&question, depth + 1)
    }

    /// What `for_each` or `count` of the block around two spots differs by.
    pub(super) fn repetition(
        &mut self,
        stack: usize,
        spots: &Both<Spot<'p>>,
        argument: &str,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let expressions = spots.map(|spot| {
            let argument = spot.block?.body.attribute(argument)?;
            Some(&argument.value)
        });
        let spot = &spots.reference;
        let path = format!("{}{}.{argument}", self.prefix(spot), spot.address);
        let bare = spots.map(|spot| self.bare(spot));
        self.ask(stack, bare, expressions, path, depth)
    }

    /// The same place outside of its block.
    fn bare(&self, spot: &Spot<'p>) -> Spot<'p> {
        Spot {
            repetition: &NEVER,
            block: None,
            address: String::new(),
            ..spot.clone()
        }
    }

    /// What stands before addresses in the module of a spot, without keys.
    fn prefix(&self, spot: &Spot<'p>) -> String {
        let calls = self.instance(spot).path.0.iter();
        calls.map(|(name, _)| format!("module.{name}.")).collect()
    }

    fn variable(
        &mut self,
        question: &Question<'p>,
        name: &str,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let calls = question.spots.map(|spot| self.call_of(spot));
        let Some(calls) = calls.both() else {
            let values = question
                .spots
                .map(|spot| self.instance(spot).variables.get(name).cloned());
            let places = Both::of(|which| {
                let value = values.get(which).as_ref().and_then(Value::place);
                let block = self.module(question.spots.get(which)).variables.get(name);
                value.or(block.map(|block| block.header()))
            });
            let path = format!("{}var.{name}", self.prefix(&question.spots.reference));
            return [self.here(question.stack, &path, places, values)].into();
        };
        let path = format!("{}{name}", self.prefix(&question.spots.reference));
        let expressions = calls.map(|(_, block)| {
            let argument = block.body.attribute(name)?;
            Some(&argument.value)
        });
        let outer = calls.map(|(spot, _)| spot.clone());
        let found = self.ask(question.stack, outer, expressions, path.clone(), depth);
        if !found.is_empty() {
            return found;
        }
        // Neither gives it: the defaults are not the same.
        let values = question
            .spots
            .map(|spot| self.instance(spot).variables.get(name).cloned());
        let places = question.spots.map(|spot| {
            let block = self.module(spot).variables.get(name)?;
            Some(block.header())
        });
        [self.here(question.stack, &path, places, values)].into()
    }

    /// The call that makes the module instance of a spot, and where that call stands.
    pub(super) fn call_of(&self, spot: &Spot<'p>) -> Option<(Spot<'p>, &'p Block)> {
        let instance = self.instance(spot);
        let caller = instance.caller?;
        let (name, _) = instance.path.0.last()?;
        let outer = &self.pairing.plan().stack(spot.stack).modules[caller];
        let call = self
            .pairing
            .context
            .repo
            .module(outer.module)
            .calls
            .get(&**name)?;
        let outer = Spot {
            stack: spot.stack,
            module: caller,
            repetition: &instance.repetition,
            block: Some(&call.block),
            address: format!("module.{name}"),
        };
        Some((outer, &call.block))
    }

    fn output(
        &mut self,
        question: &Question<'p>,
        reference: Both<&Reference<'p>>,
        call: &str,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let names =
            reference.map(|reference| reference.steps.iter().skip(1).find_map(attribute_name));
        let made = question.spots.map(|spot| {
            let instance = self.instance(spot).calls.get(call)?.first()?;
            Some(Spot {
                module: *instance,
                ..self.bare(spot)
            })
        });
        let (Some(names), Some(made)) = (names.both(), made.both()) else {
            // Which instances there are is what differs.
            let spots = question.spots.map(|spot| {
                let block = self.module(spot).calls.get(call);
                Spot {
                    block: block.map(|call| &*call.block),
                    address: format!("module.{call}"),
                    ..self.bare(spot)
                }
            });
            let mut found = self.repetition(question.stack, &spots, "for_each", depth);
            found.extend(self.repetition(question.stack, &spots, "count", depth));
            return found;
        };
        let expressions = Both::of(|which| {
            let output = self
                .module(made.get(which))
                .outputs
                .get(*names.get(which))?;
            Some(&output.body.attribute("value")?.value)
        });
        let path = format!("{}output.{}", self.prefix(&made.reference), names.reference);
        self.ask(question.stack, made, expressions, path, depth)
    }

    fn remote_state(
        &mut self,
        question: &Question<'p>,
        reference: &Reference<'p>,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let (Some(name), Some(output)) = (
            step_name(reference.steps, 1),
            reference.steps.iter().skip(3).find_map(attribute_name),
        ) else {
            return BTreeSet::new();
        };
        let writers = question.spots.map(|spot| {
            let reads = &self.pairing.plan().stack(spot.stack).reads;
            let mut reads = reads.iter();
            let read = reads.find(|read| read.module == spot.module && read.name() == name)?;
            read.writers().first().copied()
        });
        let mut pairs = self.pairing.pairs.iter();
        let stack = writers
            .both()
            .and_then(|writers| pairs.position(|pair| pair.ids == writers));
        let (Some(stack), Some(writers)) = (stack, writers.both()) else {
            // They do not read the same stack: which one is what differs.
            let address = format!("data.terraform_remote_state.{name}");
            let expressions = question.spots.map(|spot| {
                let block = self.module(spot).resources.get(&address)?;
                Some(&block.block.body.attribute("config")?.value)
            });
            let spots = question.spots.map(|spot| self.bare(spot));
            let path = format!("{}{address}.config", self.prefix(&question.spots.reference));
            return self.ask(question.stack, spots, expressions, path, depth);
        };
        let spots = writers.map(|stack| Spot::root(*stack));
        let expressions = spots.map(|spot| {
            let output = self.module(spot).outputs.get(output)?;
            Some(&output.body.attribute("value")?.value)
        });
        self.ask(stack, spots, expressions, format!("output.{output}"), depth)
    }

    fn resource(
        &mut self,
        question: &Question<'p>,
        reference: &Reference<'p>,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let is_data = reference.root == "data";
        let at = usize::from(is_data);
        let Some(name) = step_name(reference.steps, at) else {
            return BTreeSet::new();
        };
        let address = match (is_data, step_name(reference.steps, 0)) {
            (true, Some(kind)) => format!("data.{kind}.{name}"),
            _ => format!("{}.{name}", reference.root),
        };
        let spots = question.spots.map(|spot| {
            let instance = self.instance(spot);
            let first = instance.resources.get(address.as_str())?.instances.first();
            let block = self.module(spot).resources.get(&address)?;
            Some(Spot {
                repetition: first.map_or(&NEVER, |first| &first.repetition),
                block: Some(&*block.block),
                address: address.clone(),
                ..spot.clone()
            })
        });
        let Some(spots) = spots.both() else {
            return BTreeSet::new();
        };
        let argument = reference.steps.iter().skip(at + 1).find_map(attribute_name);
        let expressions = spots.map(|spot| {
            let argument = spot.block?.body.attribute(argument?)?;
            Some(&argument.value)
        });
        let path = format!(
            "{}{address}.{}",
            self.prefix(&question.spots.reference),
            argument.unwrap_or_default()
        );
        let mut found = self.repetition(question.stack, &spots, "for_each", depth);
        found.extend(self.repetition(question.stack, &spots, "count", depth));
        // Which instances there are decides before what one of them says.
        let has_both = expressions.reference.is_some() || expressions.other.is_some();
        if has_both {
            found.extend(self.ask(question.stack, spots, expressions, path, depth));
        }
        found
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

/// What an expression refers to.
struct Reference<'p> {
    root: &'p str,
    steps: &'p [Step],
}

fn references(expression: &Expression) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    each_reference(expression, &mut |root, steps, _| {
        found.push(Reference { root, steps });
    });
    found
}

fn attribute_name(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}

/// As far as the steps are written out and the value has them.
fn walk(mut value: Value, steps: &[Step]) -> Value {
    for step in steps {
        let next = match &step.kind {
            StepKind::Attribute(name) => value.get(name).cloned(),
            StepKind::Index(Expression {
                kind: ExpressionKind::Number(number),
                ..
            }) => {
                let at = number.to_string().parse::<usize>().ok();
                at.and_then(|at| value.elements()?.get(at).cloned())
            }
            _ => None,
        };
        let Some(next) = next else {
            return value;
        };
        value = next;
    }
    value
}

/// Calls `visit` with the first argument of every call that reads a file.
fn each_file<'e>(expression: &'e Expression, visit: &mut dyn FnMut(&'e Expression)) {
    walk_expression(expression, &mut |expression| {
        let ExpressionKind::Call(call) = &expression.kind else {
            return;
        };
        let name = &call.name.text;
        let name = name.strip_prefix("core::").unwrap_or(name);
        let reads = name.starts_with("file") && name != "fileset" || name == "templatefile";
        if let (true, Some(first)) = (reads, call.arguments.first()) {
            visit(first);
        }
    });
}

/// The root-relative path that a file function is given.
fn path_of(value: &Value) -> Option<String> {
    use crate::eval::{Part, Shape};
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let Shape::Template(parts) = &value.as_unknown()?.shape else {
        return None;
    };
    let mut path = String::new();
    for part in parts.iter() {
        match part {
            Part::Text(text, _) => path.push_str(text.as_str()),
            Part::Hole(hole) => match &hole.as_unknown()?.shape {
                Shape::Folder(folder) => path.push_str(folder),
                _ => return None,
            },
        }
    }
    Some(path)
}
