//! See `provider_allowed_accounts.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Tier;
use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::eval::Value;
use crate::hcl::Block;
use crate::plan::Visit;
use crate::repo::Stack;
use crate::repo::words::is_environment;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "provider-allowed-accounts",
        summary: "A production stack may be applied to any AWS account.",
        why: "Whoever applies it with the credentials of another account makes production a second time there, or \
              changes what is of the same name.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("provider_allowed_accounts.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// Where an account is allowed: in production, and in another environment, with that one's name.
#[derive(Default)]
struct Uses {
    production: Option<Span>,
    other: Option<(Span, String)>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let mut accounts: BTreeMap<String, Uses> = BTreeMap::new();
    // Whether accounts are named is decided once for an environment, and so it is said.
    let mut open: BTreeMap<Option<&str>, Vec<(&Stack<'_>, Span)>> = BTreeMap::new();
    for (id, stack) in repo.stacks() {
        let walk = context.plan.walk(id);
        let root = walk.root();
        let Some(provider) = root.module.default_provider("aws") else {
            continue;
        };
        let is_production = stack.tier == Tier::Production;
        if is_production && !is_bound(root, &provider.block) {
            let place = (stack, provider.block.header());
            let environment = stack.place.environment.as_deref();
            open.entry(environment).or_default().push(place);
        }
        let Some(environment) = stack.place.environment.as_deref() else {
            continue;
        };
        for (account, span) in allowed(root, &provider.block) {
            let seen = accounts.entry(account).or_default();
            if is_production {
                seen.production.get_or_insert(span);
            } else if is_environment(environment) {
                seen.other.get_or_insert((span, environment.to_owned()));
            }
        }
    }
    findings.extend(open.values().filter_map(|stacks| unbound(context, stacks)));
    for (account, seen) in accounts {
        if let (Some(production), Some((other, environment))) = (seen.production, seen.other) {
            findings.push(shared(&account, production, other, &environment));
        }
    }
}

/// Whether the provider says which account it is for, in any of the ways it can.
fn is_bound(root: Visit<'_>, block: &Block) -> bool {
    let says = |name: &str| {
        let value = block
            .body
            .attribute(name)
            .map(|it| root.evaluate(&it.value));
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return false;
        };
        let is_empty_list = value.elements().is_some_and(|items| items.is_empty());
        !is_empty_list && value.as_str() != Some("")
    };
    let names = ["allowed_account_ids", "forbidden_account_ids", "profile"];
    let role = |kind: &str| {
        let mut blocks = block.body.blocks_of(kind);
        let role = |block: &Block| block.body.attribute("role_arn").is_some();
        blocks.any(role)
    };
    // A dynamic block may hold a role; a server of one's own has no accounts to mistake.
    let is_dynamic = block.body.blocks_of("dynamic").any(|it| {
        it.label(0)
            .is_some_and(|label| label.starts_with("assume_role"))
    });
    names.iter().any(|name| says(name))
        || role("assume_role")
        || role("assume_role_with_web_identity")
        || block.body.attribute("assume_role").is_some()
        || block.body.blocks_of("endpoints").next().is_some()
        || is_dynamic
}

/// The accounts that `allowed_account_ids` names, as far as they are known, with the place of each.
fn allowed(root: Visit<'_>, block: &Block) -> Vec<(String, Span)> {
    let value = block
        .body
        .attribute("allowed_account_ids")
        .map(|it| root.evaluate(&it.value));
    let account = |item: &Value| {
        let number = || Some(item.as_number()?.to_string());
        let account = item.as_str().map(str::to_owned).or_else(number)?;
        Some((account, item.place()?))
    };
    let items = value.as_ref().and_then(Value::elements);
    items
        .map(|items| items.iter().filter_map(account).collect())
        .unwrap_or_default()
}

fn unbound(context: &Context<'_>, stacks: &[(&Stack<'_>, Span)]) -> Option<Finding> {
    let (first, span) = stacks.first()?;
    let folder = |stack: &Stack<'_>| &context.sources.directory(stack.directory).path;
    let others = stacks
        .iter()
        .map(|(stack, _)| folder(stack))
        .filter(|path| *path != folder(first));
    let message = match others.collect::<BTreeSet<_>>().len() {
        0 => format!(
            "the aws provider of {} does not say for which account it is",
            folder(first)
        ),
        more => format!(
            "the aws providers of {} and {more} more stacks do not say for which account they are",
            folder(first)
        ),
    };
    let help = "Add `allowed_account_ids = [\"…\"]` with the account of this environment: with the credentials of any \
                other, plan and apply then stop at once";
    let mut finding = Finding::new(&RULE.meta, *span, message, help)
        .address("provider.aws")
        .attribute("allowed_account_ids");
    let instance = |(stack, _): &(&Stack<'_>, Span)| Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some("provider.aws".to_owned()),
    };
    finding.instances = stacks.iter().map(instance).collect();
    Some(finding)
}

fn shared(account: &str, production: Span, other: Span, environment: &str) -> Finding {
    let message = format!("production and {environment} allow the same AWS account {account}");
    let help =
        "Keep production in an account of its own; if it is, correct the id in one of the two";
    let finding = Finding::new(&RULE.meta, production, message, help)
        .severity(Severity::Note)
        .address("provider.aws")
        .attribute("allowed_account_ids");
    if other == production {
        return finding;
    }
    finding.related(other, format!("{environment} allows it here"))
}
