//! The part of the repository that a change of some stacks can matter to: a run over it takes a fraction of the time.

use std::collections::BTreeSet;

use super::mutation::Files;

/// A stack of each environment that is always there, since the configuration names the environments. It is small.
const ALWAYS: &[&str] = &["live/prod/global/budget", "live/test/global/budget"];

/// The changed files of the stacks, of those of the same environment that they read or that read them, however
/// indirectly, and of the modules of all of them. Who reads whom is taken from the clean files.
pub(crate) fn around(files: &Files, clean: &Files, stacks: Vec<String>) -> Files {
    let mut kept: BTreeSet<String> = stacks.into_iter().collect();
    loop {
        let more: Vec<String> = all_stacks(clean)
            .filter(|stack| !kept.contains(*stack))
            .filter(|stack| {
                kept.iter()
                    .any(|it| reads(clean, it, stack) || reads(clean, stack, it))
            })
            .map(str::to_owned)
            .collect();
        if more.is_empty() {
            break;
        }
        kept.extend(more);
    }
    kept.extend(ALWAYS.iter().map(|stack| (*stack).to_owned()));
    let modules: BTreeSet<String> = kept
        .iter()
        .flat_map(|stack| [files, clean].map(|files| called(&files[&format!("{stack}/main.tf")])))
        .flatten()
        .collect();
    let is_kept = |path: &str| {
        let is_code = path.starts_with("live/") || path.starts_with("modules/");
        !is_code
            || kept
                .iter()
                .chain(&modules)
                .any(|folder| is_inside(path, folder))
    };
    files
        .iter()
        .filter(|(path, _)| is_kept(path))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// The stacks that call the module that a file is part of.
pub(crate) fn callers(files: &Files, path: &str) -> Vec<String> {
    let calls = |stack: &&str| {
        let called = called(&files[&format!("{stack}/main.tf")]);
        called.is_some_and(|folder| is_inside(path, &folder))
    };
    all_stacks(files).filter(calls).map(str::to_owned).collect()
}

fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

fn all_stacks(files: &Files) -> impl Iterator<Item = &str> {
    files
        .keys()
        .filter(|path| path.starts_with("live/"))
        .filter_map(|path| path.strip_suffix("/main.tf"))
}

/// Whether a stack reads the state of another one of its environment.
fn reads(files: &Files, stack: &str, other: &str) -> bool {
    let environment = |stack: &str| stack.split('/').nth(1).map(str::to_owned);
    let place = other.splitn(3, '/').nth(2).unwrap_or_default();
    let key = format!("live/${{var.environment}}/{place}/terraform.tfstate");
    environment(stack) == environment(other) && files[&format!("{stack}/main.tf")].contains(&key)
}

/// The folder of the module that a stack calls.
fn called(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("source = \"../../../../")?;
    rest.split('"').next().map(str::to_owned)
}
