//! The functions that only policies have, beside those of Terraform: `getresources`, `getdatasource`,
//! `semverconstraint` and others.

use std::cmp::Ordering;

use crate::eval::aws_text;
use crate::eval::function::json_document;
use crate::eval::{Budget, Cause, Fault, FaultKind, Kind, Shape, Symbol, Unknown, Value, show};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::source::Span;
use crate::types::Type;

use super::facts;
use super::identity::is_same;
use super::world::{Asker, Candidate, World};

/// Their names, sorted.
pub(super) const NAMES: [&str; 8] = [
    "contains_substring",
    "getdatasource",
    "gethttprequest",
    "getresources",
    "regex_match",
    "semvercmp",
    "semverconstraint",
    "valuetostring",
];

/// Functions of Terraform that know more in policies.
const OVERRIDDEN: [&str; 3] = ["endswith", "jsondecode", "startswith"];

/// What a function of this name gives; `None` where Terraform's own is as good, or there is none.
pub(super) fn call(
    name: &str,
    arguments: &[Value],
    span: Span,
    (world, budget): (&dyn World, &Budget),
    asker: Option<Asker>,
) -> Option<Result<Value, Fault>> {
    let is_of_policies = NAMES.contains(&name) || facts::NAMES.contains(&name);
    if !is_of_policies && !OVERRIDDEN.contains(&name) {
        return None;
    }
    let arguments: Vec<Value> = arguments.iter().map(Value::settled_throughout).collect();
    let call = Call {
        name,
        arguments: &arguments,
        span,
        world,
        budget,
        asker,
    };
    Some(match name {
        "getresources" => call.resources(),
        "getdatasource" => call.data_source(),
        "gethttprequest" => Ok(Value::unknown(
            Type::Dynamic,
            Cause::Function("core::gethttprequest".into()),
        )),
        "semverconstraint" => call.semver_constraint(),
        "semvercmp" => call.semver_compare(),
        "contains_substring" => call.texts(|text, part| Ok(Value::bool(text.contains(part)))),
        "regex_match" => call.texts(|text, pattern| {
            let pattern = regex::RegexBuilder::new(pattern)
                .size_limit(1 << 20)
                .build();
            let pattern = pattern.map_err(|error| format!("the pattern is not one: {error}"))?;
            Ok(Value::bool(pattern.is_match(text)))
        }),
        "valuetostring" => call.value_to_string(),
        "startswith" | "endswith" => Ok(Value::bool(edge_of_aws(name, &arguments)?)),
        // As the author of the document takes it, who knows that what is filled in ends no string.
        "jsondecode" => match &arguments[..] {
            [text] if !text.is_known() => Ok(json_document(text, span)?),
            _ => return None,
        },
        _ => return facts::call(name, &arguments, span, world),
    })
}

/// Whether a text of AWS that is not known yet begins or ends so; `None` where Terraform's function tells as much.
fn edge_of_aws(name: &str, arguments: &[Value]) -> Option<bool> {
    let [text, edge] = arguments else {
        return None;
    };
    let (unknown, edge) = (text.as_unknown()?, edge.as_str()?);
    if name == "endswith" {
        return aws_text::excludes_end(unknown, edge).then_some(false);
    }
    let beginning = aws_text::beginning(unknown);
    if beginning.is_empty() {
        None
    } else if beginning.starts_with(edge) {
        Some(true)
    } else {
        (!edge.starts_with(beginning)).then_some(false)
    }
}

/// One call.
struct Call<'c> {
    name: &'c str,
    arguments: &'c [Value],
    span: Span,
    world: &'c dyn World,
    budget: &'c Budget,
    asker: Option<Asker>,
}

impl Call<'_> {
    fn fail(&self, message: impl AsRef<str>) -> Fault {
        let message = format!("{}(): {}", self.name, message.as_ref());
        Fault::new(FaultKind::Function, self.span, message)
    }

    fn too_many_or_few(&self, wanted: &str) -> Fault {
        self.fail(format!(
            "it takes {wanted}, but is given {}",
            self.arguments.len()
        ))
    }

    /// Two texts; `Err` with what is known of the result where one of them is not known.
    fn two_texts(&self, ty: Type) -> Result<Result<(&str, &str), Value>, Fault> {
        let [first, second] = self.arguments else {
            return Err(self.too_many_or_few("two arguments"));
        };
        if let Some(null) = [first, second].into_iter().position(Value::is_null) {
            return Err(self.fail(format!("argument {} is null", null + 1)));
        }
        match (first.as_str(), second.as_str()) {
            (Some(first), Some(second)) => Ok(Ok((first, second))),
            _ if [first, second].into_iter().any(|it| !it.is_known()) => {
                Ok(Err(Unknown::derived(ty, [first, second]).into()))
            }
            _ => Err(self.fail("its arguments must be texts")),
        }
    }

    fn texts(&self, compute: impl Fn(&str, &str) -> Result<Value, String>) -> Result<Value, Fault> {
        match self.two_texts(Type::Bool)? {
            Ok((first, second)) => compute(first, second).map_err(|why| self.fail(why)),
            Err(open) => Ok(open),
        }
    }

    fn semver_constraint(&self) -> Result<Value, Fault> {
        self.texts(|version, constraint| {
            let version =
                Version::parse(version).ok_or_else(|| format!("`{version}` is no version"))?;
            let constraints = Constraints::parse(constraint, Dialect::TerraformOrModule);
            let constraints =
                constraints.ok_or_else(|| format!("`{constraint}` is no version constraint"))?;
            Ok(Value::bool(constraints.allow(&version)))
        })
    }

    fn semver_compare(&self) -> Result<Value, Fault> {
        match self.two_texts(Type::Number)? {
            Ok((left, right)) => {
                let parse = |text: &str| {
                    Version::parse(text).ok_or_else(|| self.fail(format!("`{text}` is no version")))
                };
                let order = match parse(left)?.cmp(&parse(right)?) {
                    Ordering::Less => -1,
                    Ordering::Equal => 0,
                    Ordering::Greater => 1,
                };
                Ok(Value::number(i64::from(order)))
            }
            Err(open) => Ok(open),
        }
    }

    fn value_to_string(&self) -> Result<Value, Fault> {
        let [value] = self.arguments else {
            return Err(self.too_many_or_few("one argument"));
        };
        if !value.is_wholly_known() {
            return Ok(Unknown::derived(Type::String, [value]).into());
        }
        Ok(match value.as_str() {
            Some(_) => value.clone(),
            None => Value::string(show(value)),
        })
    }

    /// The type that is asked for and what it is looked for by; `None` where that is not known.
    #[allow(
        clippy::type_complexity,
        reason = "a type and pairs of names and values are what is asked for"
    )]
    fn asked(&self) -> Result<Option<(&str, Vec<(&str, &Value)>)>, Fault> {
        let (kind, wanted) = match self.arguments {
            [kind] => (kind, None),
            [kind, wanted] => (kind, Some(wanted)),
            _ => return Err(self.too_many_or_few("a type and what to look for")),
        };
        let Some(text) = kind.as_str() else {
            return if kind.is_known() {
                Err(self.fail("the type must be a text"))
            } else {
                Ok(None)
            };
        };
        let wanted = match wanted {
            None => Vec::new(),
            Some(wanted) if wanted.is_null() => Vec::new(),
            Some(wanted) => match wanted.entries() {
                Some(entries) => entries
                    .iter()
                    .map(|(name, value)| (&**name, value))
                    .collect(),
                None if wanted.is_known() => {
                    return Err(self.fail(
                        "what to look for must be an object, such as { bucket = attrs.id }",
                    ));
                }
                None => return Ok(None),
            },
        };
        Ok(Some((text, wanted)))
    }

    fn open(&self) -> Value {
        Unknown::derived(Type::Dynamic, self.arguments)
            .sequence()
            .into()
    }

    /// `getresources`: the resources that certainly fit, and, where some only may, a list that is open.
    fn resources(&self) -> Result<Value, Fault> {
        let Some((kind, wanted)) = self.asked()? else {
            return Ok(self.open());
        };
        let candidates = self.world.resources(kind);
        let first = wanted.first();
        let matching = first.and_then(|(name, value)| self.world.matching(kind, name, value));
        let positions = matching.unwrap_or_else(|| (0..candidates.len()).collect());
        if !self.budget.take(positions.len() * (wanted.len() + 1)) {
            let message = "it takes more work than iaclint spends";
            return Err(Fault::new(FaultKind::Budget, self.span, message));
        }
        let (mut certain, mut perhaps) = (Vec::new(), Vec::new());
        let mut why = None;
        for candidate in positions.into_iter().filter_map(|at| candidates.get(at)) {
            let is_there = !candidate.is_any
                || candidate.node.zip(self.asker).is_some_and(|(node, asker)| {
                    node == asker || self.world.are_parallel(node, asker)
                });
            match self.fits(candidate, &wanted) {
                Ok(false) => {}
                Ok(true) if is_there => certain.push(candidate.attrs.clone()),
                Ok(true) => {
                    why.get_or_insert((Cause::Instances, candidate.attrs.origin));
                    perhaps.push(candidate.attrs.clone());
                }
                Err(reason) => {
                    why.get_or_insert(reason);
                    perhaps.push(candidate.attrs.clone());
                }
            }
        }
        let values: Vec<&Value> = wanted.iter().map(|(_, value)| *value).collect();
        let unseen = self.world.unseen(&values);
        if let Some(unseen) = unseen.filter(|_| !wanted.iter().any(is_of_one)) {
            why.get_or_insert((unseen.cause.clone(), unseen.at));
            let unknown = Unknown {
                at: unseen.at,
                ..Unknown::new(Type::Dynamic, unseen.cause)
            };
            perhaps.push(unknown.mapping().into());
        }
        Ok(match why {
            None => Value::tuple(certain),
            Some((cause, at)) => open_list(certain, perhaps, cause, at),
        })
    }

    /// Whether a resource has all that it is looked for by; `Err` says why that is not known.
    fn fits(
        &self,
        candidate: &Candidate,
        wanted: &[(&str, &Value)],
    ) -> Result<bool, (Cause, Option<Span>)> {
        let mut open = None;
        for (name, wanted) in wanted {
            let own = attribute(&candidate.attrs, name);
            let own = own.unwrap_or_else(Value::null);
            let argument = |symbol: &Symbol, name: &str| self.world.argument(symbol, name);
            match is_same(&own, wanted, &argument) {
                Some(false) => return Ok(false),
                Some(true) => {}
                None => {
                    let unknown = own.as_unknown().or_else(|| wanted.as_unknown());
                    let reason = unknown.map(|it| (it.cause.clone(), it.at));
                    open = open.or(Some(reason.unwrap_or((Cause::Instances, None))));
                }
            }
        }
        open.map_or(Ok(true), Err)
    }

    /// `getdatasource`: the one of the repository that is read with these arguments.
    fn data_source(&self) -> Result<Value, Fault> {
        let Some((kind, wanted)) = self.asked()? else {
            return Ok(Unknown::derived(Type::Dynamic, self.arguments)
                .mapping()
                .into());
        };
        let candidates = self.world.data_sources(kind);
        let found: Vec<&Candidate> = candidates
            .iter()
            .filter(|one| self.fits(one, &wanted) == Ok(true))
            .collect();
        match &found[..] {
            [one, ..] => Ok(one.attrs.clone()),
            [] => Ok(Unknown::new(Type::Dynamic, Cause::DataSource(kind.into()))
                .mapping()
                .into()),
        }
    }
}

/// Whether a resource is looked for by the very `id` or `arn` of one that the repository makes: nobody else makes it.
fn is_of_one((name, value): &(&str, &Value)) -> bool {
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    matches!(*name, "id" | "arn") && symbol.is_some_and(Symbol::is_unique)
}

/// An attribute of a resource, also of one whose provider's schema is not known.
pub(super) fn attribute(attrs: &Value, name: &str) -> Option<Value> {
    match attrs.as_unknown().map(|unknown| &unknown.shape) {
        None => attrs.get(name).cloned(),
        Some(Shape::Resource { known, symbol }) => {
            Some(known.get(name).cloned().unwrap_or_else(|| {
                let symbol = symbol.step(crate::eval::PathStep::Name(name.into()));
                Unknown::new(Type::Dynamic, Cause::Default)
                    .shaped(Shape::Symbol(symbol))
                    .into()
            }))
        }
        Some(Shape::Partial(known)) => known.get(name).cloned(),
        Some(_) => Some(Unknown::derived(Type::Dynamic, [attrs]).into()),
    }
}

/// How many resources that perhaps are meant are told apart.
const MAX_PERHAPS: usize = 16;

/// A list that certainly holds `certain`, and may hold any of `perhaps`.
fn open_list(
    certain: Vec<Value>,
    mut perhaps: Vec<Value>,
    cause: Cause,
    at: Option<Span>,
) -> Value {
    let each = match (perhaps.len(), perhaps.pop()) {
        (1, Some(only)) => only,
        (count, _) if count > MAX_PERHAPS => {
            let unknown = Unknown::new(Type::Dynamic, cause.clone());
            Unknown { at, ..unknown }.mapping().into()
        }
        (_, Some(last)) => {
            perhaps.push(last);
            let unknown = Unknown {
                at,
                ..Unknown::new(Type::Dynamic, cause.clone())
            };
            unknown
                .shaped(Shape::Choice(perhaps.into()))
                .mapping()
                .into()
        }
        (_, None) => Value::unknown(Type::Dynamic, cause.clone()),
    };
    let mut unknown = Unknown {
        at,
        ..Unknown::new(Type::Dynamic, cause)
    }
    .sequence();
    unknown.refinement.min_length = certain.len() as u64;
    let shape = Shape::Open {
        known: certain.into(),
        each: std::sync::Arc::new(each),
    };
    Kind::Unknown(std::sync::Arc::new(unknown.shaped(shape))).into()
}
