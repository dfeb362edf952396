//! What the functions that a policy calls are given, checked before anything is judged.

use crate::eval::function;
use crate::hcl::{Call, Expression, ExpressionKind};
use crate::repo::version::{Constraints, Dialect};
use crate::repo::words::nearest;
use crate::schema::Block as Schema;
use crate::source::Span;

use super::compare;
use super::facts;
use super::file::Target;
use super::functions;
use super::names::{Place, missing_type, provider_of};
use super::read::{Faults, hint};

impl Place<'_> {
    /// Checks that there is a type of resources or data sources; its schema.
    pub(super) fn check_type(
        &self,
        kind: &str,
        span: Span,
        is_data: bool,
        faults: &mut Faults<'_>,
    ) -> Option<&Schema> {
        if kind.contains('*') {
            return None;
        }
        let schemas = self.known.schemas;
        let found = if is_data {
            schemas.data_source(kind)
        } else {
            schemas.resource(kind)
        };
        if let Some(found) = found {
            return Some(found);
        }
        let is_open = self.known.is_open(provider_of(kind));
        if let Some(message) = missing_type(schemas, kind, (is_data, is_open)) {
            faults.tell(span, message);
        }
        None
    }

    pub(super) fn check_call(&self, call: &Call, faults: &mut Faults<'_>) {
        let full = &*call.name.text;
        let name = full.strip_prefix("core::").unwrap_or(full);
        if let Some((space, _)) = name.split_once("::") {
            if space == "iaclint" {
                if facts::NAMES.contains(&name) {
                    check_count(call, name, faults);
                } else {
                    let message = format!(
                        "there is no function {name}(); {}",
                        hint(name, facts::NAMES.into_iter())
                    );
                    faults.tell(call.name.span, message);
                }
            } else if !self.known.plugins.contains(space) {
                let message = format!(
                    "there are no functions of `{space}`: those of the language are called as core::length()"
                );
                faults.tell(call.name.span, message);
            }
            return;
        }
        let names = || function::names().into_iter().chain(functions::NAMES);
        if !names().any(|known| known == name) {
            let near = nearest(name, names());
            let hint = near.map_or(String::new(), |near| {
                format!(": did you mean core::{near}()?")
            });
            faults.tell(
                call.name.span,
                format!("there is no function {full}(){hint}"),
            );
            return;
        }
        if !full.starts_with("core::") {
            // HashiCorp's engine knows it by this name alone.
            let message = format!(
                "the functions of the language are called with `core::`: write core::{name}()"
            );
            faults.tell(call.name.span, message);
        }
        check_count(call, name, faults);
        match (name, &*call.arguments) {
            ("getresources" | "getdatasource", [kind, rest @ ..]) => {
                if let Some(wanted) = rest.first() {
                    self.check_is_object(full, wanted, faults);
                }
                let Some(text) = kind.as_str() else { return };
                let is_data = name == "getdatasource";
                let schema = self.check_type(text, kind.span, is_data, faults);
                if let (Some(schema), Some(wanted)) = (schema, rest.first()) {
                    self.check_wanted(text, schema, wanted, faults);
                }
            }
            ("semverconstraint", [_, constraint]) => {
                if let Some(text) = constraint.as_str()
                    && Constraints::parse(text, Dialect::TerraformOrModule).is_none()
                {
                    let message = format!(
                        "`{text}` is no version constraint; write one such as \">= 5.0.0, < 6.0.0\""
                    );
                    faults.tell(constraint.span, message);
                }
            }
            _ => {}
        }
    }

    /// Checks the names that resources are looked for by.
    fn check_wanted(
        &self,
        kind: &str,
        schema: &Schema,
        wanted: &Expression,
        faults: &mut Faults<'_>,
    ) {
        let ExpressionKind::Object(items) = &wanted.kind else {
            return;
        };
        let names: Vec<_> = schema
            .members()
            .map(|member| member.name().clone())
            .collect();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        for item in items {
            let Some(name) = item.key.as_str().filter(|name| !names.contains(name)) else {
                continue;
            };
            let what = format!("`{kind}` has no attribute");
            if let Some(message) = self.known.missing(provider_of(kind), &what, name, &names) {
                faults.tell(item.key.span(), message);
            }
        }
    }

    /// Checks that what is looked for can be an object at all.
    fn check_is_object(&self, function: &str, wanted: &Expression, faults: &mut Faults<'_>) {
        let policy = self.policy.filter(|it| it.target == Target::Resource);
        let schema = policy
            .filter(|it| !self.known.is_open(provider_of(&it.pattern)))
            .and_then(|it| self.known.schemas.resource(&it.pattern));
        if let Some(what) = compare::no_object(wanted, schema.map(|it| &**it)) {
            let message = format!(
                "{function}() looks for an object, such as {{ bucket = attrs.id }}, but this is {what}"
            );
            faults.tell(wanted.span, message);
        }
    }
}

/// How many arguments a function takes at least and at most; `None` where there is none of this name.
fn counts(name: &str) -> Option<(usize, Option<usize>)> {
    let (least, most) = match name {
        "can" | "iaclint::subnet_class" | "iaclint::zones" | "valuetostring" => (1, Some(1)),
        "contains_substring" | "regex_match" | "semvercmp" | "semverconstraint" => (2, Some(2)),
        "getdatasource" | "getresources" => (1, Some(2)),
        "iaclint::environment" => (0, Some(0)),
        "try" => (1, None),
        _ => {
            let function = function::find(name)?;
            let needed = function.parameters.len();
            (needed, function.variadic.is_none().then_some(needed))
        }
    };
    Some((least, most))
}

/// Checks that a function is given as many arguments as it takes.
fn check_count(call: &Call, name: &str, faults: &mut Faults<'_>) {
    let given = call.arguments.len();
    let Some((least, most)) = counts(name) else {
        return;
    };
    // The last one may stand for none, and for many.
    let is_few = given < least && !call.expand_final;
    let is_many = most.is_some_and(|most| given > most + usize::from(call.expand_final));
    if !is_few && !is_many {
        return;
    }
    let takes = match (least, most) {
        (0, Some(0)) => "no arguments".to_owned(),
        (1, Some(1)) => "1 argument".to_owned(),
        (least, Some(most)) if least == most => format!("{least} arguments"),
        (least, Some(most)) => format!("{least} or {most} arguments"),
        (1, None) => "1 argument or more".to_owned(),
        (least, None) => format!("{least} arguments or more"),
    };
    let message = format!("{}() takes {takes}, but is given {given}", call.name.text);
    faults.tell(call.name.span, message);
}
