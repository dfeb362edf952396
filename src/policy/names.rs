//! What the expressions of a policy refer to, checked before anything is judged: names, functions, attributes by the
//! provider's schema, version constraints.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::{
    self, Body, Expression, ExpressionKind, Step, StepKind, step_name, walk_expression,
};
use crate::plan::{What, of_block};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::words::nearest;
use crate::schema::Schemas;
use crate::source::Span;

use super::compare;
use super::file::{Policy, PolicyFile, Target};
use super::locals::Uses;
use super::read::{Faults, hint};

/// The names that an expression of a policy may begin with.
const ROOTS: [&str; 5] = ["attrs", "meta", "input", "local", "prior_attrs"];

/// Everything that an expression of one file may refer to.
pub(super) struct Known<'k> {
    locals: BTreeMap<&'k str, &'k Expression>,
    inputs: BTreeSet<&'k str>,
    /// The labels of `plugins`, whose functions nobody here runs.
    pub(super) plugins: BTreeSet<&'k str>,
    /// What `required_providers` says of versions, by name.
    versions: BTreeMap<&'k str, &'k str>,
    pub(super) schemas: &'k Schemas,
}

impl<'k> Known<'k> {
    pub(super) fn of(body: &'k Body, file: &'k PolicyFile, schemas: &'k Schemas) -> Self {
        let policy = || body.blocks_of("policy").map(|block| &block.body);
        let plugins = policy().flat_map(|body| body.blocks_of("plugins"));
        let plugins = plugins.flat_map(|block| &block.body.attributes);
        let providers = policy().flat_map(|body| body.blocks_of("required_providers"));
        let providers = providers.flat_map(|block| &block.body.attributes);
        Self {
            locals: file.locals.iter().map(|(name, it)| (&**name, it)).collect(),
            inputs: file.inputs.keys().map(|name| &**name).collect(),
            plugins: plugins.map(|it| &*it.name.text).collect(),
            versions: providers
                .filter_map(|it| Some((&*it.name.text, version_of(&it.value)?)))
                .collect(),
            schemas,
        }
    }

    /// The file's own locals that a policy uses, also by way of others.
    pub(super) fn locals_used(&self, policy: &Policy) -> BTreeSet<Box<str>> {
        let mut used = BTreeSet::new();
        let parts = policy.filter.iter().chain(&policy.level);
        let parts = parts.chain(policy.locals.values());
        let enforce = policy.enforce.iter();
        let parts = parts
            .chain(enforce.flat_map(|it| [&it.condition].into_iter().chain(&it.error_message)));
        for part in parts {
            self.add_locals(part, &policy.locals, &mut used);
        }
        used
    }

    fn add_locals(
        &self,
        expression: &Expression,
        own: &BTreeMap<Box<str>, Expression>,
        into: &mut BTreeSet<Box<str>>,
    ) {
        let none = BTreeMap::new();
        let mut next = vec![(expression, own)];
        while let Some((expression, own)) = next.pop() {
            hcl::each_reference(expression, &mut |root, steps, _| {
                let name = step_name(steps, 0).filter(|_| root == "local");
                let Some(name) = name.filter(|name| !own.contains_key(*name)) else {
                    return;
                };
                if let Some(local) = self.locals.get(name)
                    && into.insert(name.into())
                {
                    next.push((local, &none));
                }
            });
        }
    }

    /// Whether a policy may speak of versions of a provider that its schema does not tell.
    pub(super) fn is_open(&self, provider: &str) -> bool {
        let Some(version) = self
            .schemas
            .named(provider)
            .and_then(|it| Version::parse(it.version()?))
        else {
            return true;
        };
        let Some(text) = self.versions.get(provider) else {
            return false;
        };
        let next = version
            .numbers
            .first()
            .map(|major| format!("{}.0.0", major + 1));
        let constraints = Constraints::parse(text, Dialect::Provider);
        match (constraints, next.and_then(|next| Version::parse(&next))) {
            (Some(constraints), Some(next)) => {
                constraints.allow(&next) || !constraints.allow(&version)
            }
            _ => true,
        }
    }

    /// The providers of which the file may speak of other versions than the known one.
    pub(super) fn open_providers(&self) -> BTreeSet<Box<str>> {
        let named = self.versions.keys().filter(|name| self.is_open(name));
        named.map(|name| (*name).into()).collect()
    }

    /// What is told of a name that a schema does not have. Where the policy may speak of another version than the schema
    /// does, only one that is misspelt.
    pub(super) fn missing(
        &self,
        provider: &str,
        what: &str,
        name: &str,
        names: &[&str],
    ) -> Option<String> {
        missing(what, name, names, self.is_open(provider))
    }
}

/// What is told of a name that is not among these. Where another version may have it, only one that is misspelt.
fn missing(what: &str, name: &str, names: &[&str], is_open: bool) -> Option<String> {
    match nearest(name, names.iter().copied()) {
        Some(near) => Some(format!("{what} `{name}`; did you mean `{near}`?")),
        None if is_open => None,
        None => Some(format!("{what} `{name}`")),
    }
}

/// What is told of a type of resources, or of data sources, that its provider does not have; `None` where it has it or
/// nobody knows. `is_open` says whether another version of the provider may have it.
pub(super) fn missing_type(
    schemas: &Schemas,
    kind: &str,
    (is_data, is_open): (bool, bool),
) -> Option<String> {
    let provider = provider_of(kind);
    let schema = schemas.named(provider)?;
    let (what, names): (_, Vec<&str>) = if is_data {
        ("data source", schema.data_source_types().collect())
    } else {
        ("resource type", schema.resource_types().collect())
    };
    if names.contains(&kind) {
        return None;
    }
    let what = format!("the provider {provider} has no {what}");
    missing(&what, kind, &names, is_open)
}

/// What is told of a resource type that its provider does not have; `None` where it has it or nobody knows.
pub fn missing_resource_type(schemas: &Schemas, kind: &str) -> Option<String> {
    missing_type(schemas, kind, (false, false))
}

fn version_of(expression: &Expression) -> Option<&str> {
    let ExpressionKind::Object(items) = &expression.kind else {
        return expression.as_str();
    };
    let version = items
        .iter()
        .find(|item| item.key.as_str() == Some("version"));
    version?.value.as_str()
}

/// What is wrong with the file's own locals. Those that are, and those that use them, are added to `broken`.
pub(super) fn check_locals(
    known: &Known<'_>,
    locals: &BTreeMap<Box<str>, Expression>,
    faults: &mut Faults<'_>,
    broken: &mut BTreeSet<Box<str>>,
) {
    let none = BTreeMap::new();
    for (name, local) in locals {
        let before = faults.errors.len();
        let place = Place {
            known,
            own: &none,
            policy: None,
        };
        place.check(local, faults);
        if faults.errors.len() > before {
            broken.insert(name.clone());
        }
    }
    let uses = Uses::of(locals);
    let circles = uses.tell_circles(faults);
    broken.extend(circles.into_iter().map(Box::from));
    uses.add_users(broken);
}

/// What is wrong with the expressions of a policy.
pub(super) fn check_policy(known: &Known<'_>, policy: &Policy, faults: &mut Faults<'_>) {
    let place = Place {
        known,
        own: &policy.locals,
        policy: Some(policy),
    };
    if policy.target == Target::Resource {
        place.check_type(&policy.pattern, policy.header, false, faults);
    }
    let inside = policy.filter.iter().chain(policy.locals.values());
    inside.for_each(|it| place.check(it, faults));
    Uses::of(&policy.locals).tell_circles(faults);
    let conditions = policy.enforce.iter().filter(|it| it.schema.is_none());
    for condition in policy
        .filter
        .iter()
        .chain(conditions.map(|it| &it.condition))
    {
        if let Some(message) = compare::no_truth(condition) {
            faults.tell(condition.span, message);
        }
    }
    for enforce in &policy.enforce {
        place.check(&enforce.condition, faults);
        enforce
            .error_message
            .iter()
            .for_each(|it| place.check(it, faults));
    }
    check_comparisons(known, policy, faults);
    // The level is the same for all subjects.
    let none = BTreeMap::new();
    let outside = Place {
        known,
        own: &none,
        policy: None,
    };
    policy.level.iter().for_each(|it| outside.check(it, faults));
}

/// Tells comparisons that decide nothing. They are no faults: a policy can still mean what it says.
fn check_comparisons(known: &Known<'_>, policy: &Policy, faults: &mut Faults<'_>) {
    let pattern = &*policy.pattern;
    let schema = match policy.target {
        Target::Resource => known.schemas.resource(pattern),
        Target::Module | Target::Provider => None,
    };
    let Some(schema) = schema.filter(|_| !known.is_open(provider_of(pattern))) else {
        return;
    };
    let conditions = policy.enforce.iter().map(|it| &it.condition);
    let all = policy.filter.iter().chain(policy.locals.values());
    for expression in all.chain(conditions) {
        walk_expression(expression, &mut |inner| {
            if let Some((span, message)) = compare::idle(inner, schema) {
                faults.doubt(span, message);
            }
        });
    }
}

/// The attributes that an expression asks for, by their names joined with dots, each once, in order of the text.
pub(super) fn attributes(
    policy: &Policy,
    file: &PolicyFile,
    expression: &Expression,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = asked_for(expression);
    while let Some(asked) = next.pop() {
        match asked {
            Asked::Attribute(path) if !found.contains(&path) => found.push(path),
            Asked::Local(name) if seen.insert(name) => {
                let local = policy.locals.get(name).or_else(|| file.locals.get(name));
                next.extend(local.map(asked_for).unwrap_or_default());
            }
            Asked::Attribute(_) | Asked::Local(_) => {}
        }
    }
    found
}

enum Asked<'e> {
    /// Names joined with dots.
    Attribute(String),
    Local(&'e str),
}

/// What an expression itself asks for, the last first.
fn asked_for(expression: &Expression) -> Vec<Asked<'_>> {
    let mut asked = Vec::new();
    hcl::each_reference(expression, &mut |root, steps, _| match root {
        "attrs" => {
            let names = steps.iter().filter_map(|step| match &step.kind {
                StepKind::Attribute(name) => Some(&**name),
                _ => None,
            });
            let path = names.collect::<Vec<_>>().join(".");
            if !path.is_empty() {
                asked.push(Asked::Attribute(path));
            }
        }
        "local" => asked.extend(step_name(steps, 0).map(Asked::Local)),
        _ => {}
    });
    asked.reverse();
    asked
}

/// Where an expression stands.
pub(super) struct Place<'p> {
    pub(super) known: &'p Known<'p>,
    own: &'p BTreeMap<Box<str>, Expression>,
    /// The policy; `None` where it stands outside of all.
    pub(super) policy: Option<&'p Policy>,
}

impl Place<'_> {
    fn check(&self, expression: &Expression, faults: &mut Faults<'_>) {
        hcl::each_reference(expression, &mut |root, steps, span| {
            self.check_reference(root, steps, span, faults);
        });
        walk_expression(expression, &mut |inner| {
            if let ExpressionKind::Call(call) = &inner.kind {
                self.check_call(call, faults);
            }
        });
    }

    fn check_reference(&self, root: &str, steps: &[Step], span: Span, faults: &mut Faults<'_>) {
        match root {
            "input" | "local" => {
                let Some(name) = step_name(steps, 0) else {
                    return;
                };
                let is_there = if root == "input" {
                    self.known.inputs.contains(name)
                } else {
                    self.known.locals.contains_key(name) || self.own.contains_key(name)
                };
                if is_there {
                    return;
                }
                let names: Vec<&str> = if root == "input" {
                    self.known.inputs.iter().copied().collect()
                } else {
                    let own = self.own.keys().map(|name| &**name);
                    self.known.locals.keys().copied().chain(own).collect()
                };
                let hint = nearest(name, names).map_or(String::new(), |near| {
                    format!("; did you mean `{root}.{near}`?")
                });
                faults.tell(span, format!("there is no `{root}.{name}` here{hint}"));
            }
            "attrs" | "prior_attrs" | "meta" if self.policy.is_none() => {
                faults.tell(
                    span,
                    format!(
                        "`{root}` is known inside of a policy only: it is another for each subject"
                    ),
                );
            }
            "attrs" | "prior_attrs" => self.check_attributes(steps, faults),
            "meta" => {}
            _ => {
                let message = format!(
                    "`{root}` is nothing that a policy knows; {}",
                    hint(root, ROOTS.into_iter())
                );
                faults.tell(span, message);
            }
        }
    }

    fn check_attributes(&self, steps: &[Step], faults: &mut Faults<'_>) {
        let Some(policy) = self.policy else { return };
        let pattern = &*policy.pattern;
        let (provider, schema) = match policy.target {
            Target::Resource => (provider_of(pattern), self.known.schemas.resource(pattern)),
            Target::Provider => (pattern, self.known.schemas.provider(pattern)),
            Target::Module => return,
        };
        let Some(schema) = schema else { return };
        let Some(miss) = of_block(schema, steps, 0) else {
            return;
        };
        let step = &steps[miss.at];
        match miss.what {
            What::Unknown(name, names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let what = format!("`{pattern}` has no attribute");
                if let Some(message) = self.known.missing(provider, &what, name, &names) {
                    faults.tell(step.span, message);
                }
            }
            // Sets of blocks are lists in policies.
            What::List(_) | What::Set(_) if !self.known.is_open(provider) => {
                if let StepKind::Attribute(name) = &step.kind {
                    let list = format!("attrs{}", shown(&steps[..miss.at]));
                    let message = format!(
                        "`{list}` is a list, which has no attribute; did you mean `{list}[0].{name}`?"
                    );
                    faults.tell(step.span, message);
                }
            }
            _ => {}
        }
    }
}

/// Steps as they are written, where they are names and numbers.
fn shown(steps: &[Step]) -> String {
    let step = |step: &Step| match &step.kind {
        StepKind::Attribute(name) => format!(".{name}"),
        StepKind::LegacyIndex(index) => format!("[{index}]"),
        StepKind::Index(index) => match &index.kind {
            ExpressionKind::Number(number) => format!("[{number}]"),
            _ => index
                .as_str()
                .map_or("[…]".to_owned(), |key| format!("[\"{key}\"]")),
        },
        StepKind::AttributeSplat | StepKind::FullSplat => "[*]".to_owned(),
    };
    steps.iter().map(step).collect()
}

/// The provider that a type's name begins with.
pub(super) fn provider_of(kind: &str) -> &str {
    kind.split('_').next().unwrap_or_default()
}
