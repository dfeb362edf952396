//! The arguments of a stack's blocks, at any depth, as the rules about their values want to see them.

use std::collections::BTreeSet;

use crate::eval::{Part, Placed, Shape, Text, Value};
use crate::hcl::{Body, Expression, ExpressionKind, as_reference, walk_expression};
use crate::plan::{Plan, Repetition, Visit};
use crate::repo::{ModuleCall, ProviderConfiguration, Resource, StackId};
use crate::source::Span;

/// The block that an argument belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner<'a> {
    /// A variable of the root module; the argument is its value in force.
    Variable(&'a str),
    /// A `provider` block.
    Provider(&'a ProviderConfiguration<'a>),
    /// An entry of a `locals` block.
    Local(&'a str),
    /// A `module` block.
    Call(&'a ModuleCall<'a>),
    /// A `resource`, `data` or `ephemeral` block.
    Resource(&'a Resource<'a>),
}

impl Owner<'_> {
    /// Terraform's address of the block inside its module.
    pub(super) fn address(self) -> String {
        match self {
            Self::Variable(name) => format!("var.{name}"),
            Self::Provider(provider) => match provider.alias {
                Some(alias) => format!("provider.{}.{alias}", provider.name),
                None => format!("provider.{}", provider.name),
            },
            Self::Local(name) => format!("local.{name}"),
            Self::Call(call) => format!("module.{}", call.name),
            Self::Resource(resource) => resource.address(),
        }
    }
}

/// An argument: an attribute of a block, or an entry of an object or list in one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Argument<'a> {
    /// The module instance it stands in.
    pub visit: Visit<'a>,
    /// The block it stands in.
    pub owner: Owner<'a>,
    /// The names that lead to it: nested blocks, the attribute, keys of objects. Empty for a local and a variable.
    pub path: &'a [&'a str],
    /// What is written.
    pub expression: &'a Expression,
}

/// Stands in a string for a part that is not known. It counts as a letter, so that a word beside it is never taken
/// for a whole one.
pub(super) const HOLE: char = '\u{A78F}';

/// A string that an argument holds.
#[derive(Debug, Clone)]
pub(super) struct Given {
    /// The names that lead to it from the block, such as `services.api.image`; list indexes in brackets.
    pub path: String,
    /// The string, with a [`HOLE`] for each part that is not known.
    pub text: Text,
    /// Where it was written, of what its pieces do not say.
    pub origin: Option<Span>,
}

impl Given {
    /// The string with a [`HOLE`] for each part that is not known.
    pub(super) fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Where the byte at `offset` was written.
    pub(super) fn place(&self, offset: usize) -> Option<Span> {
        Placed::new(&self.text, self.origin).origin(offset)
    }

    /// The string as it is shown to people.
    pub(super) fn shown(&self) -> String {
        self.as_str().replace(HOLE, "…")
    }

    /// The last name of the path.
    pub(super) fn name(&self) -> &str {
        let last = self.path.rsplit('.').next().unwrap_or_default();
        last.split('[').next().unwrap_or_default()
    }

    /// The last name of the path in lower case with `_` for `-`.
    pub(super) fn key(&self) -> String {
        normal(self.name())
    }
}

/// A name as it is compared: in lower case, `_` for `-`.
pub(super) fn normal(name: &str) -> String {
    name.to_ascii_lowercase().replace('-', "_")
}

impl Argument<'_> {
    /// The names that lead here, with the owner's name first where that is what the value is called by.
    fn name(&self) -> String {
        match self.owner {
            Owner::Variable(name) | Owner::Local(name) => {
                let names = std::iter::once(&name).chain(self.path);
                names.copied().collect::<Vec<_>>().join(".")
            }
            _ => self.path.join("."),
        }
    }

    /// The last of the names that lead here, in lower case with `_` for `-`.
    pub(super) fn key(&self) -> String {
        match (self.path.last(), self.owner) {
            (Some(name), _) => normal(name),
            (None, Owner::Variable(name) | Owner::Local(name)) => normal(name),
            (None, _) => String::new(),
        }
    }

    /// The first of the names that lead here, in lower case with `_` for `-`.
    pub(super) fn root_key(&self) -> String {
        match self.owner {
            Owner::Variable(name) | Owner::Local(name) => normal(name),
            _ => normal(self.path.first().copied().unwrap_or_default()),
        }
    }

    /// How many names lead here.
    pub(super) fn depth(&self) -> usize {
        match self.owner {
            Owner::Variable(_) | Owner::Local(_) => self.path.len() + 1,
            _ => self.path.len(),
        }
    }

    /// Whether it is nothing but `var.…` or `local.…`, behind which may be a whole object.
    pub(super) fn is_reference(&self) -> bool {
        as_reference(self.expression).is_some_and(|(root, _)| matches!(root, "var" | "local"))
    }

    /// Every string in its value that is known, or known in part; of all instances of its block together.
    pub(super) fn texts(&self) -> Vec<Given> {
        let name = self.name();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for value in self.values() {
            let mut all = Vec::new();
            collect(&value, name.clone(), &mut all);
            let is_new = |given: &Given| seen.insert((given.path.clone(), given.text.shared()));
            found.extend(all.into_iter().filter(is_new));
        }
        found
    }

    /// Its value in each instance of its block, where they may differ.
    fn values(&self) -> Vec<Value> {
        let repetitions: Vec<&Repetition> = match self.owner {
            _ if !says_instance(self.expression) => Vec::new(),
            Owner::Call(call) => {
                let called = self.visit.called(call);
                called.map(|visit| &visit.instance.repetition).collect()
            }
            Owner::Resource(resource) => self.visit.repetitions(resource).collect(),
            _ => Vec::new(),
        };
        if repetitions.is_empty() {
            return vec![self.visit.evaluate(self.expression)];
        }
        let value = |repetition| self.visit.evaluate_in(repetition, self.expression);
        repetitions.into_iter().map(value).collect()
    }
}

/// Whether an expression refers to `each` or `count`.
fn says_instance(expression: &Expression) -> bool {
    let mut found = false;
    walk_expression(expression, &mut |inner| {
        found |= matches!(&inner.kind, ExpressionKind::Variable(name) if matches!(&**name, "each" | "count"));
    });
    found
}

/// Every string in a value that is known, or known in part, with the names that lead to it.
fn collect(value: &Value, path: String, found: &mut Vec<Given>) {
    if let Some(text) = value.as_text().cloned().or_else(|| partial(value)) {
        found.push(Given {
            path,
            text,
            origin: value.place(),
        });
    } else if let Some(items) = value.elements() {
        for (index, item) in items.iter().enumerate() {
            collect(item, format!("{path}[{index}]"), found);
        }
    } else if let Some(entries) = value.entries() {
        for (name, entry) in entries {
            let dot = if path.is_empty() { "" } else { "." };
            collect(entry, format!("{path}{dot}{name}"), found);
        }
    }
}

/// A text as far as it is known; `None` where nothing of it is.
fn partial(value: &Value) -> Option<Text> {
    let Shape::Template(parts) = &value.as_unknown()?.shape else {
        return None;
    };
    let hole = Text::new(&HOLE.to_string());
    let parts = parts.iter().map(|part| match part {
        Part::Text(text, at) => (text, *at),
        Part::Hole(value) => (&hole, value.place()),
    });
    Some(Text::join(parts))
}

/// Calls `visit` with every argument of every module that a stack reaches: the root module first, and in each the
/// callers' values before their uses.
pub(super) fn each_argument(plan: &Plan<'_>, stack: StackId, visit: &mut dyn FnMut(&Argument<'_>)) {
    let walk = plan.walk(stack);
    walk.visits().for_each(|at| each_of_module(at, visit));
}

/// Whether a call on the way to this module says which provider configurations are used in it.
pub(super) fn is_passed_providers(visit: Visit<'_>) -> bool {
    visit.caller().is_some_and(|(outer, call)| {
        call.block.body.attribute("providers").is_some() || is_passed_providers(outer)
    })
}

/// The call in the root module that leads to this module; `None` for the root module.
pub(super) fn outermost_call(visit: Visit<'_>) -> Option<&ModuleCall<'_>> {
    let (outer, call) = visit.caller()?;
    outermost_call(outer).or(Some(call))
}

/// Arguments that say nothing about what is made.
const META: &[&str] = &[
    "source",
    "version",
    "providers",
    "provider",
    "depends_on",
    "count",
    "for_each",
    "lifecycle",
    "alias",
];

fn each_of_module(at: Visit<'_>, visit: &mut dyn FnMut(&Argument<'_>)) {
    let module = at.module;
    if at.is_root() {
        for (name, block) in &module.variables {
            let given = at.stack.variables.get(name).copied();
            if let Some(attribute) = given.or(block.body.attribute("default")) {
                Walk {
                    at,
                    owner: Owner::Variable(name),
                }
                .expression(&attribute.value, &mut Vec::new(), visit);
            }
        }
    }
    for provider in &module.providers {
        let owner = Owner::Provider(provider);
        Walk { at, owner }.body(&provider.block.body, &mut Vec::new(), visit);
    }
    for (name, local) in &module.locals {
        let owner = Owner::Local(name);
        Walk { at, owner }.expression(&local.value, &mut Vec::new(), visit);
    }
    for call in module.calls.values() {
        let owner = Owner::Call(call);
        Walk { at, owner }.body(&call.block.body, &mut Vec::new(), visit);
    }
    for resource in module.resources.values() {
        let owner = Owner::Resource(resource);
        Walk { at, owner }.body(&resource.block.body, &mut Vec::new(), visit);
    }
}

/// Functions that hand on the objects they are given, so that an entry keeps its name and meaning.
const PASSING: &[&str] = &[
    "jsonencode",
    "yamlencode",
    "merge",
    "concat",
    "flatten",
    "tolist",
    "toset",
    "tomap",
    "sensitive",
    "nonsensitive",
];

struct Walk<'a> {
    at: Visit<'a>,
    owner: Owner<'a>,
}

impl<'a> Walk<'a> {
    fn body(&self, body: &'a Body, path: &mut Vec<&'a str>, visit: &mut dyn FnMut(&Argument<'_>)) {
        for attribute in &body.attributes {
            let name = &*attribute.name.text;
            if path.is_empty() && META.contains(&name) {
                continue;
            }
            path.push(name);
            self.expression(&attribute.value, path, visit);
            path.pop();
        }
        for block in &body.blocks {
            let kind = &*block.kind.text;
            if path.is_empty() && META.contains(&kind) {
                continue;
            }
            path.push(block.label(0).unwrap_or(kind));
            self.body(&block.body, path, visit);
            path.pop();
        }
    }

    fn expression(
        &self,
        expression: &'a Expression,
        path: &mut Vec<&'a str>,
        visit: &mut dyn FnMut(&Argument<'_>),
    ) {
        match &expression.kind {
            ExpressionKind::Parentheses(inner) => self.expression(inner, path, visit),
            ExpressionKind::Tuple(items) => {
                for item in items {
                    self.expression(item, path, visit);
                }
            }
            ExpressionKind::Object(items) => {
                for item in items {
                    path.push(item.key.as_str().unwrap_or("*"));
                    self.expression(&item.value, path, visit);
                    path.pop();
                }
            }
            ExpressionKind::Call(call) if PASSING.contains(&&*call.name.text) => {
                for argument in &call.arguments {
                    self.expression(argument, path, visit);
                }
            }
            ExpressionKind::For(each) => self.expression(&each.value, path, visit),
            _ => visit(&Argument {
                visit: self.at,
                owner: self.owner,
                path,
                expression,
            }),
        }
    }
}
