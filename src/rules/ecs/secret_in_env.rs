//! See `secret_in_env.md`.

use crate::address::ResourceMode;
use crate::aws::Infrastructure;
use crate::aws::placement::definition::given;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::{PathStep, Value};
use crate::graph::alternatives;
use crate::rule::{Check, Context, Rule};

use super::super::state::secret_names::{is_secret_name, may_be_secret, secret_form};
use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-secret-in-env",
        summary: "A container's environment holds a secret.",
        why: "Everybody who may describe the task definition reads it, in every revision that ever was, and \
              so does everybody who reads the state or the repository.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.0"),
        page: include_str!("secret_in_env.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(context: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let what = "whether an environment holds a secret in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        let environment = given(container.value, "environment");
        let ways = environment.map(alternatives).unwrap_or_default();
        let variables = ways.iter().flat_map(|members| &members.certain);
        let found =
            variables.filter_map(|variable| judge(context, (infrastructure, container), variable));
        found.collect::<Vec<_>>()
    });
}

fn judge(
    context: &Context<'_>,
    (infrastructure, container): (&Infrastructure<'_>, &Container<'_>),
    variable: &Value,
) -> Option<Finding> {
    let name = given(variable, "name")?.as_str()?;
    let value = given(variable, "value")?;
    let is_named = is_secret_name(name);
    let why = match value.as_str() {
        Some(text) => match secret_form(text) {
            Some(form) => format!("holds {form}"),
            None if is_named && may_be_secret(text) => "holds a secret, by its name".to_owned(),
            None => return None,
        },
        // A value that Terraform hides is shown to everybody here.
        None if is_named && is_sensitive(context, value) => "holds a sensitive value".to_owned(),
        None => return None,
    };
    let address = container.address(infrastructure);
    let message = format!("{name} in the environment of {address} {why}");
    let help =
        "Keep it in Secrets Manager or a parameter, and name that in `secrets` with valueFrom";
    let part = format!("environment[{name}]");
    let words = (message, help.to_owned());
    Some(container.failed(infrastructure, &RULE.meta, (&part, value), words))
}

/// Whether it is an attribute that its provider keeps from being shown.
fn is_sensitive(context: &Context<'_>, value: &Value) -> bool {
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    let Some(symbol) = symbol else {
        return false;
    };
    let owner = &symbol.owner.address;
    let provider = owner.kind.split('_').next().unwrap_or(&owner.kind);
    let schema = context
        .providers
        .named(provider)
        .and_then(|schema| match owner.mode {
            ResourceMode::Managed => schema.resource(&owner.kind),
            ResourceMode::Data => schema.data_source(&owner.kind),
            ResourceMode::Ephemeral => None,
        });
    let attribute = match &symbol.path[..] {
        [PathStep::Name(name), ..] => schema.and_then(|schema| schema.attribute(name)),
        _ => None,
    };
    attribute.is_some_and(crate::schema::Attribute::is_sensitive)
}
