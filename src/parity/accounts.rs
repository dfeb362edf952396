//! Which accounts are an environment's own: those that its providers ask for, or that most of its files name.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Value;
use crate::repo::StackId;
use crate::rule::Context;

use super::both::{Both, Which};
use super::side::{Scope, stacks_of};
use super::words::account_numbers;

/// The accounts that a side names and the other does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Accounts {
    /// Those in which it lies.
    pub(super) own: BTreeSet<String>,
    /// Those that it uses besides, in more than one place.
    pub(super) others: BTreeSet<String>,
}

/// What tells the accounts of a side.
#[derive(Debug, Default)]
struct Evidence {
    /// Those for which its providers and backends ask, and those that it calls its own.
    certain: BTreeSet<String>,
    /// Those that hold the repositories of its images.
    registries: BTreeSet<String>,
    /// How many files of its own folders name each number that may be that of an account.
    files: BTreeMap<String, usize>,
}

/// Variables that tell the account of a stack.
const VARIABLES: &[&str] = &["account_id", "aws_account_id"];

/// The accounts of both sides.
pub(super) fn of_both(context: &Context<'_>, scopes: &Both<Scope<'_>>) -> Both<Accounts> {
    let mut evidence = scopes.map(|scope| evidence(context, *scope));
    // An account that both ask for, such as one that keeps all states, tells nothing of either.
    let Both { reference, other } = &evidence;
    let shared: BTreeSet<String> = reference
        .certain
        .intersection(&other.certain)
        .cloned()
        .collect();
    for which in Which::ALL {
        evidence
            .get_mut(which)
            .certain
            .retain(|it| !shared.contains(it));
    }
    let is_certain = Which::ALL
        .into_iter()
        .all(|which| !evidence.get(which).certain.is_empty());
    Both::of(|which| {
        let (own, other) = (evidence.get(which), evidence.get(which.opposite()));
        let likely = likely(own, other);
        let registries = own.registries.iter();
        let registries = registries
            .filter(|it| !other.files.contains_key(*it))
            .cloned();
        if !is_certain {
            return Accounts {
                own: likely.into_iter().chain(registries).collect(),
                others: BTreeSet::new(),
            };
        }
        // Where it is certain which are its own, one that a single file names may be anybody's, such as one that a
        // policy trusts.
        let own_accounts: BTreeSet<String> =
            own.certain.iter().cloned().chain(registries).collect();
        let others = likely.into_iter();
        let others = others.filter(|it| !own_accounts.contains(it) && own.files[it] > 1);
        Accounts {
            others: others.collect(),
            own: own_accounts,
        }
    })
}

/// The accounts that belong to a side by how many of its files name them.
fn likely(own: &Evidence, other: &Evidence) -> Vec<String> {
    let most = own.files.values().max().copied().unwrap_or_default();
    let all = own.files.iter();
    // The account of an environment is named in most of its stacks; one that is trusted, here and there.
    let own = all.filter(|(_, count)| **count * 2 >= most && (**count > 1 || most == 1));
    // An account that is named more often here belongs here; the other side may name it as well.
    let own = own.filter(|(number, count)| {
        let there = other.files.get(*number);
        there.is_none_or(|it| it < count) && !other.certain.contains(*number)
    });
    own.map(|(number, _)| number.clone()).collect()
}

fn evidence(context: &Context<'_>, scope: Scope<'_>) -> Evidence {
    let mut found = Evidence::default();
    for id in stacks_of(context.repo, scope).into_values() {
        let stack = context.repo.stack(id);
        let own = &context.repo.module(stack.module).files;
        let files = own.iter().chain(&stack.var_files);
        for file in files.chain(&stack.backend_files) {
            let text = &context.sources.text(*file).content;
            let numbers: BTreeSet<&str> = account_numbers(text).collect();
            for number in numbers {
                *found.files.entry(number.to_owned()).or_default() += 1;
                if text.contains(&format!("{number}.dkr.ecr.")) {
                    found.registries.insert(number.to_owned());
                }
            }
        }
        certain(context, id, &mut found.certain);
    }
    found
}

/// Adds the accounts for which a stack asks.
fn certain(context: &Context<'_>, id: StackId, into: &mut BTreeSet<String>) {
    let plan = context.plan;
    let walk = plan.walk(id);
    let module = context.repo.module(context.repo.stack(id).module);
    // A provider with an alias may go to another environment.
    let own = module.providers.iter();
    for provider in own.filter(|it| it.name == "aws" && it.alias.is_none()) {
        let body = &provider.block.body;
        let roles = body.blocks_of("assume_role");
        let roles = roles.chain(body.blocks_of("assume_role_with_web_identity"));
        let roles = roles.filter_map(|block| block.body.attribute("role_arn"));
        for argument in body
            .attribute("allowed_account_ids")
            .into_iter()
            .chain(roles)
        {
            add(&walk.root().evaluate(&argument.value), into);
        }
    }
    let roles = plan.backend(id).arguments.iter();
    for (_, value) in roles.filter(|(name, _)| name.ends_with("role_arn")) {
        add(value, into);
    }
    let variables = &plan.stack(id).root().variables;
    for value in VARIABLES.iter().filter_map(|name| variables.get(name)) {
        add(value, into);
    }
}

fn add(value: &Value, into: &mut BTreeSet<String>) {
    let elements = value.elements().map(|it| it.iter());
    let elements = elements.into_iter().flatten().filter_map(Value::as_str);
    let texts = value.as_str().into_iter().chain(elements);
    into.extend(texts.flat_map(account_numbers).map(str::to_owned));
}
