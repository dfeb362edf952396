//! The arguments of a stack's blocks, at any depth, as the rules about their values want to see them.

use crate::eval::{Text, Value};
use crate::hcl::{Body, Expression, ExpressionKind, Template, TemplatePart, as_reference};
use crate::repo::{Frame, ModuleCall, ProviderConfiguration, Repo, Resource, ResourceMode, Stack};
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
            Self::Resource(resource) => match resource.mode {
                ResourceMode::Managed => format!("{}.{}", resource.kind, resource.name),
                ResourceMode::Data => format!("data.{}.{}", resource.kind, resource.name),
                ResourceMode::Ephemeral => format!("ephemeral.{}.{}", resource.kind, resource.name),
            },
        }
    }
}

/// An argument: an attribute of a block, or an entry of an object or list in one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Argument<'a> {
    /// The module it stands in, as the stack reaches it.
    pub frame: &'a Frame<'a>,
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
    /// The string and where it was written, with a [`HOLE`] for each part that is not known.
    pub text: Text,
}

impl Given {
    /// The string as it is shown to people.
    pub(super) fn shown(&self) -> String {
        self.text.text.replace(HOLE, "…")
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

    /// Every string in its value that is known, or known in part.
    pub(super) fn texts(&self) -> Vec<Given> {
        let value = match (self.frame.evaluate(self.expression), &self.expression.kind) {
            (Value::Unknown(_), ExpressionKind::Template(template)) => {
                Value::Text(partial(self.frame, template, self.expression.span))
            }
            (value, _) => value,
        };
        let name = self.name();
        let given = |(inner, text): (String, &Text)| {
            let dot = if inner.is_empty() || inner.starts_with('[') {
                ""
            } else {
                "."
            };
            Given {
                path: format!("{name}{dot}{inner}"),
                text: text.clone(),
            }
        };
        value.texts().into_iter().map(given).collect()
    }
}

/// A template's text as far as it is known.
fn partial(frame: &Frame<'_>, template: &Template, span: Span) -> Text {
    let mut text = Text::default();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(literal, at) => text.push(&Text::written(literal, *at)),
            TemplatePart::Interpolation(inner) => match frame.evaluate(inner) {
                Value::Text(known) => text.push(&known),
                _ => text.push(&Text::written(&HOLE.to_string(), inner.span)),
            },
            TemplatePart::If { .. } | TemplatePart::For { .. } => {
                text.push(&Text::written(&HOLE.to_string(), span));
            }
        }
    }
    text
}

/// Calls `visit` with every argument of every module that a stack reaches: the root module first, and in each the
/// callers' values before their uses.
pub(super) fn each_argument(
    repo: &Repo<'_>,
    stack: &Stack<'_>,
    visit: &mut dyn FnMut(&Argument<'_>),
) {
    Frame::root(repo, stack).each(repo, &mut |frame| each_of_frame(frame, visit));
}

/// Whether a call on the way to this module says which provider configurations are used in it.
pub(super) fn is_passed_providers(frame: &Frame<'_>) -> bool {
    frame.caller.is_some_and(|(outer, call)| {
        call.block.body.attribute("providers").is_some() || is_passed_providers(outer)
    })
}

/// The call in the root module that leads to this module; `None` for the root module.
pub(super) fn outermost_call<'f>(frame: &Frame<'f>) -> Option<&'f ModuleCall<'f>> {
    let (outer, call) = frame.caller?;
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

fn each_of_frame(frame: &Frame<'_>, visit: &mut dyn FnMut(&Argument<'_>)) {
    let module = frame.module;
    if frame.caller.is_none() {
        for (name, block) in &module.variables {
            let given = frame.stack.variables.get(name).copied();
            if let Some(attribute) = given.or(block.body.attribute("default")) {
                Walk {
                    frame,
                    owner: Owner::Variable(name),
                }
                .expression(&attribute.value, &mut Vec::new(), visit);
            }
        }
    }
    for provider in &module.providers {
        let owner = Owner::Provider(provider);
        Walk { frame, owner }.body(&provider.block.body, &mut Vec::new(), visit);
    }
    for (name, local) in &module.locals {
        let owner = Owner::Local(name);
        Walk { frame, owner }.expression(&local.value, &mut Vec::new(), visit);
    }
    for call in module.calls.values() {
        let owner = Owner::Call(call);
        Walk { frame, owner }.body(&call.block.body, &mut Vec::new(), visit);
    }
    for resource in module.resources.values() {
        let owner = Owner::Resource(resource);
        Walk { frame, owner }.body(&resource.block.body, &mut Vec::new(), visit);
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
    frame: &'a Frame<'a>,
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
                frame: self.frame,
                owner: self.owner,
                path,
                expression,
            }),
        }
    }
}
