//! See `unused_output.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::{StepKind, as_reference, step_name, walk_body};
use crate::repo::{Module, Repo};
use crate::rule::{Check, Context, Rule};
use crate::source::DirectoryId;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "output-unused",
        summary: "No caller of a module reads one of its outputs.",
        why: "An output is a promise to callers: as long as it stands, nobody dares to change what it gives.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("unused_output.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// Which outputs of a module its callers read.
#[derive(Default)]
struct Read<'a> {
    names: BTreeSet<&'a str>,
    /// Whether some caller uses the module as a whole, so that any output may be read.
    all: bool,
    /// Whether one of the callers is a stack of an environment. Modules that only examples call are there for others.
    is_deployed: bool,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let deployed: BTreeSet<DirectoryId> = repo
        .stacks
        .iter()
        .filter(|stack| stack.place.environment.is_some())
        .map(|stack| stack.directory)
        .collect();
    let mut read: BTreeMap<DirectoryId, Read<'_>> = BTreeMap::new();
    for caller in &repo.modules {
        collect(
            repo,
            caller,
            deployed.contains(&caller.directory),
            &mut read,
        );
    }
    for module in &repo.modules {
        let Some(read) = read.get(&module.directory) else {
            continue;
        };
        if read.all || !read.is_deployed || repo.is_stack(module) {
            continue;
        }
        for (name, block) in &module.outputs {
            if !read.names.contains(name) {
                let message = format!(
                    "the output {name} is read by no caller of {}",
                    module.name()
                );
                let help = "Remove it; it is added again in a minute when somebody needs it";
                let finding = Finding::new(&RULE.meta, block.header(), message, help);
                findings.push(finding.address(format!("output.{name}")));
            }
        }
    }
}

/// What a module reads of those that it calls.
fn collect<'a>(
    repo: &'a Repo<'a>,
    caller: &'a Module<'a>,
    is_deployed: bool,
    read: &mut BTreeMap<DirectoryId, Read<'a>>,
) {
    let mut targets: BTreeMap<&str, DirectoryId> = BTreeMap::new();
    for (name, call) in &caller.calls {
        if let Some(module) = repo.called_module(call) {
            targets.insert(name, module.directory);
            let read = read.entry(module.directory).or_default();
            read.is_deployed |= is_deployed;
            // What stands in a file that cannot be read may use any output.
            read.all |= !repo.is_whole(caller);
        }
    }
    if targets.is_empty() {
        return;
    }
    for file in &caller.files {
        for block in &repo.syntax.get(*file).body.blocks {
            walk_body(&block.body, &mut |expression| {
                let Some(("module", steps)) = as_reference(expression) else {
                    return;
                };
                let directory = step_name(steps, 0).and_then(|name| targets.get(name));
                let Some(read) = directory.and_then(|directory| read.get_mut(directory)) else {
                    return;
                };
                let mut names = steps[1..].iter().filter_map(|step| match &step.kind {
                    StepKind::Attribute(name) => Some(&**name),
                    // An index may choose an instance of the module, or an output of it.
                    _ => None,
                });
                match names.next() {
                    Some(name) => drop(read.names.insert(name)),
                    None => read.all = true,
                }
            });
        }
    }
}
