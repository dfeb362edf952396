//! See `policy_public.md`.

use crate::aws::placement::truth::{Truth, entry, is_text};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::function::json_document;
use crate::eval::{Shape, Value};
use crate::graph::alternatives;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-policy-public",
        summary: "The policy of a repository lets any account of AWS in.",
        why: "Whoever has an account can pull the images, or push some, and nobody here sees it.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.0"),
        page: include_str!("policy_public.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let kinds = ["aws_ecr_repository_policy", "aws_ecr_registry_policy"];
    let graph = &infrastructure.graph;
    for (policy, node) in kinds.iter().flat_map(|kind| graph.resources(kind)) {
        let Some(document) = node.given("policy") else {
            continue;
        };
        let address = node.address();
        let answer = match json_document(document, node.header()) {
            Some(read) => is_public(&read),
            None if document.is_known() => Truth::No,
            None => Truth::Open(Unsure::of(document)),
        };
        let message = || {
            let text = format!(
                "{address} lets any account of AWS in: its principal is * without a condition on who that is"
            );
            let help = "Name the accounts as principals, or add a condition on aws:PrincipalOrgID";
            (text, help.to_owned())
        };
        let what = format!("whether {address} lets any account of AWS in is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (policy, "policy");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// Whether a statement allows something to everybody.
fn is_public(document: &Value) -> Truth {
    let Some(statements) = entry(document, "Statement") else {
        return if document.is_known() {
            Truth::No
        } else {
            Truth::Open(Unsure::of(document))
        };
    };
    // A single statement may stand without its list.
    if entry(statements, "Effect").is_some() {
        return is_open(statements);
    }
    let ways = alternatives(statements).into_iter().map(|members| {
        let certain = members.certain.iter().map(|statement| is_open(statement));
        let answer = certain.fold(Truth::No, Truth::or);
        match members.others {
            Some(others) => answer.or(Truth::Open(Unsure::of(others))),
            None => answer,
        }
    });
    Truth::in_all(ways.collect::<Vec<_>>(), Some(statements))
}

fn is_open(statement: &Value) -> Truth {
    let allows = is_text(entry(statement, "Effect"), "Allow", "Deny");
    let principal = entry(statement, "Principal");
    let conditions = match entry(statement, "Condition") {
        None if !statement.is_known() && statement.entries().is_none() => {
            Truth::Open(Unsure::of(statement))
        }
        None => Truth::No,
        Some(condition) => names_principal(condition),
    };
    allows.and(is_anybody(principal)).and(conditions.opposite())
}

/// Whether a principal is anybody: `*`, or `AWS` with that among others.
fn is_anybody(principal: Option<&Value>) -> Truth {
    let Some(principal) = principal else {
        return Truth::No;
    };
    let of_text = |value: &Value| match value.as_str() {
        Some(text) => Truth::of(text == "*"),
        None if value.is_null() => Truth::No,
        // An account's id and an ARN with one in it are not anybody.
        None => match value.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Symbol(_) | Shape::Template(_)) => Truth::No,
            _ => Truth::Open(Unsure::of(value)),
        },
    };
    let Some(named) = entry(principal, "AWS") else {
        return match principal.entries() {
            Some(_) => Truth::No,
            None => of_text(principal),
        };
    };
    if named.elements().is_none() && named.as_str().is_some() {
        return of_text(named);
    }
    let ways = alternatives(named).into_iter().map(|members| {
        let all = members.all().map(of_text);
        all.fold(Truth::No, Truth::or)
    });
    Truth::in_all(ways.collect::<Vec<_>>(), Some(named))
}

/// Whether a condition says who it must be: an organisation, account or resource.
fn names_principal(condition: &Value) -> Truth {
    let Some(operators) = condition.entries() else {
        return Truth::Open(Unsure::of(condition));
    };
    let mut keys = operators.values().flat_map(|keys| {
        let names = keys.entries().into_iter().flatten();
        names.map(|(name, _)| name.to_ascii_lowercase())
    });
    Truth::of(keys.any(|key| WHO.contains(&&*key)))
}

/// The keys of conditions that say who it is.
const WHO: [&str; 10] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principaltag",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourcevpce",
    "aws:sourcevpc",
];
