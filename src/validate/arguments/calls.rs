//! The arguments of module calls against the variables of the modules.

use crate::eval::nearest;
use crate::repo::{Module, ModuleCall};

use super::super::{Facts, Problem, ProblemKind};
use super::wording::is_certain;

/// What a module call holds besides the module's variables.
pub(super) const META_ARGUMENTS: &[&str] = &[
    "source",
    "version",
    "count",
    "for_each",
    "providers",
    "depends_on",
];

/// How many names of variables a message lists.
const MAX_LISTED: usize = 10;

/// What calls are given that their modules do not take, or lack.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    for call in module.calls.values() {
        let Some(called) = facts.repo.called_module(call) else {
            continue;
        };
        if facts.repo.is_whole(called) {
            judge_call(facts, call, called, problems);
        }
    }
}

fn judge_call(
    facts: &Facts<'_>,
    call: &ModuleCall<'_>,
    called: &Module<'_>,
    problems: &mut Vec<Problem>,
) {
    let address = format!("module.{}", call.name);
    let is_json = super::is_json(facts, call.block.span);
    for given in &call.block.body.attributes {
        let name = &*given.name.text;
        let is_meta = META_ARGUMENTS.contains(&name) || (is_json && name == "//");
        if is_meta || called.variables.contains_key(name) {
            continue;
        }
        let known: Vec<&str> = called.variables.keys().copied().collect();
        let near = nearest(name, known.iter().copied(), 4);
        let message = format!(
            "module \"{}\" has no input {name}: {} declares no such variable",
            call.name,
            called.name()
        );
        let help = match near {
            Some(near) => format!("Did you mean {near}?"),
            None if name == "provider" => {
                "Pass it as in `providers = { aws = aws.east }`".to_owned()
            }
            None => format!(
                "Remove it, or declare it in {}: {}",
                called.name(),
                listed(&known)
            ),
        };
        let mut problem = Problem::new(ProblemKind::ModuleInput, given.name.span, message, help)
            .address(&*address)
            .attribute(name);
        if let Some(near) = near {
            problem = problem.related(
                called.variables[near].header(),
                format!("{near} is declared here"),
            );
            let is_free = call.block.body.attribute(near).is_none();
            if is_free && !is_json && is_certain(name, near, &known) {
                problem = problem.fix(format!("Call it {near}"), given.name.span, near);
            }
        }
        problems.push(problem);
    }
    problems.extend(lacking(call, called).map(|problem| problem.address(&*address)));
}

/// What a call lacks, as one problem: all of it is to be added to the same block.
fn lacking(call: &ModuleCall<'_>, called: &Module<'_>) -> Option<Problem> {
    let given = &call.block.body.attributes;
    // What is misspelt is told of what is given.
    let is_misspelt = |name: &str| {
        given.iter().any(|given| {
            let given = &*given.name.text;
            !called.variables.contains_key(given)
                && !META_ARGUMENTS.contains(&given)
                && nearest(given, called.variables.keys().copied(), 4) == Some(name)
        })
    };
    let mut lacking = Vec::new();
    for (name, variable) in &called.variables {
        let is_given = call.block.body.attribute(name).is_some();
        let has_default = variable.body.attribute("default").is_some();
        if !is_given && !has_default && !is_misspelt(name) {
            lacking.push((*name, variable));
        }
    }
    let names: Vec<&str> = lacking.iter().map(|(name, _)| *name).collect();
    let help = match &names[..] {
        [] => return None,
        [name] => format!("Add `{name} = …` to the call, or a default to the variable"),
        _ => "Add them to the call, or defaults to the variables".to_owned(),
    };
    let message = format!(
        "module \"{}\" is not given {}, which {} needs",
        call.name,
        together(&names),
        called.name()
    );
    let mut problem = Problem::new(ProblemKind::ModuleInput, call.block.header(), message, help);
    if let [name] = &names[..] {
        problem = problem.attribute(*name);
    }
    for (name, variable) in lacking.iter().take(MAX_LISTED) {
        problem = problem.related(variable.header(), format!("{name} is declared here"));
    }
    Some(problem)
}

/// Names in a sentence: `a, b and c`.
fn together(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        all if all.len() > MAX_LISTED => format!(
            "{} and {} more",
            all[..MAX_LISTED].join(", "),
            all.len() - MAX_LISTED
        ),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn listed(known: &[&str]) -> String {
    match known {
        [] => "it has no variables".to_owned(),
        all if all.len() <= MAX_LISTED => format!("it has {}", all.join(", ")),
        all => format!(
            "it has {} and {} more",
            all[..MAX_LISTED].join(", "),
            all.len() - MAX_LISTED
        ),
    }
}
