//! Which stack somebody means.

use crate::repo::layout::is_inside;
use crate::repo::words::nearest;
use crate::repo::{Repo, Stack, StackId};
use crate::source::join_path;

/// At most so many stacks are listed.
const MAX_LISTED: usize = 20;

/// The stack that `text` names: by its path, by the path of its folder or variant file, by a path from `folder`, by
/// the end of its path, or by its environment and the end of its folder. `Err` is a sentence that says what there is instead.
pub(super) fn find(repo: &Repo<'_>, text: &str, folder: Option<&str>) -> Result<StackId, String> {
    let wanted = text.trim_end_matches('/');
    let from_here = folder.and_then(|folder| join_path(folder, wanted));
    let is_path = wanted == "." || wanted.starts_with("./") || wanted.starts_with("..");
    let attempts: [&dyn Fn(&Stack<'_>) -> bool; 6] = [
        &|stack| !is_path && stack.path == wanted,
        &|stack| !is_path && names(repo, stack).any(|name| name == wanted),
        &|stack| {
            let path = from_here.as_deref();
            path.is_some_and(|path| names(repo, stack).any(|name| name == path))
        },
        &|stack| !is_path && names(repo, stack).any(|name| ends_with(name, wanted)),
        &|stack| !is_path && names(repo, stack).any(|name| has_words(name, wanted)),
        &|stack| !is_path && is_in_environment(repo, stack, wanted),
    ];
    for fits in attempts {
        let found: Vec<(StackId, &Stack<'_>)> =
            repo.stacks().filter(|(_, stack)| fits(stack)).collect();
        match found.as_slice() {
            [] => {}
            [(id, _)] => return Ok(*id),
            several => return Err(ambiguous(repo, text, several)),
        }
    }
    // Inside a folder of a stack, that stack is meant.
    if wanted == "."
        && let Some(found) = around(repo, folder)
    {
        return Ok(found);
    }
    Err(unknown(repo, text, wanted, is_path))
}

fn ambiguous(repo: &Repo<'_>, text: &str, several: &[(StackId, &Stack<'_>)]) -> String {
    let first = several.first().map(|(_, stack)| stack.directory);
    let is_one_root = several
        .iter()
        .all(|(_, stack)| stack.is_variant && Some(stack.directory) == first);
    if is_one_root {
        // A file that several roots share does not tell which of them is meant.
        let file = |stack: &'_ Stack<'_>| {
            let folder = repo.sources.directory(stack.directory).path.as_str();
            let file = names(repo, stack).last().unwrap_or_default();
            match &stack.place.environment {
                Some(environment) if !is_inside(file, folder) => format!("{environment}/{folder}"),
                _ => file.to_owned(),
            }
        };
        let files: Vec<String> = several.iter().map(|(_, stack)| file(stack)).collect();
        let files = files.iter().map(String::as_str);
        return format!(
            "{text} is applied several times; name which is meant, or the end of its path: {}",
            list(files)
        );
    }
    let paths = several.iter().map(|(_, stack)| stack.path.as_str());
    format!("several stacks are called {text}: {}", list(paths))
}

/// The root-relative folder of a stack, and the file that tells it from others of the same folder.
fn names<'s>(repo: &'s Repo<'_>, stack: &'s Stack<'_>) -> impl Iterator<Item = &'s str> {
    let folder = repo.sources.directory(stack.directory).path.as_str();
    let file = stack.path.strip_suffix(')');
    let file = file.and_then(|path| Some(path.rsplit_once(" (")?.1));
    [Some(folder), file.filter(|_| stack.is_variant)]
        .into_iter()
        .flatten()
}

/// Whether `text` is the environment and the end of the folder of one of several stacks of a root: `prod/vpc`.
fn is_in_environment(repo: &Repo<'_>, stack: &Stack<'_>, text: &str) -> bool {
    let Some((environment, folder)) = text.split_once('/') else {
        return false;
    };
    let own = &repo.sources.directory(stack.directory).path;
    stack.is_variant
        && stack.place.environment.as_deref() == Some(environment)
        && (ends_with(own, folder) || has_words(own, folder))
}

fn ends_with(path: &str, end: &str) -> bool {
    !end.is_empty()
        && path
            .strip_suffix(end)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

/// Whether the path ends in the last part of `words` and has the others before it, in order: `prod/vpc` for
/// `live/prod/us-east-1/vpc`.
fn has_words(path: &str, words: &str) -> bool {
    let mut parts = path.rsplit('/');
    let mut words = words.rsplit('/');
    let last = words.next();
    if last.is_none_or(str::is_empty) || parts.next() != last {
        return false;
    }
    words.all(|word| parts.any(|part| part == word))
}

/// The only stack of the nearest folder upwards that has one.
fn around(repo: &Repo<'_>, folder: Option<&str>) -> Option<StackId> {
    let mut folder = folder?;
    loop {
        let here = |(_, stack): &(StackId, &Stack<'_>)| {
            repo.sources.directory(stack.directory).path == folder
        };
        let found: Vec<StackId> = repo.stacks().filter(here).map(|(id, _)| id).collect();
        match found.as_slice() {
            [] => folder = folder.rsplit_once('/')?.0,
            [one] => return Some(*one),
            _ => return None,
        }
    }
}

fn unknown(repo: &Repo<'_>, text: &str, wanted: &str, is_path: bool) -> String {
    let all = || repo.stacks.iter().map(|stack| stack.path.as_str());
    let last = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let near = (!is_path).then(|| {
        // Whole paths first; then stacks whose own name is near.
        let whole = nearest(wanted, all());
        let last_parts: Vec<String> = all().map(last).collect();
        let own = last(wanted);
        let name = nearest(&own, last_parts.iter().map(String::as_str));
        let by_name = name.map(|name| {
            let named: Vec<&str> = all().filter(|path| last(path) == name).collect();
            // The other parts of what was written may tell which of them.
            let meant = wanted.strip_suffix(&own).unwrap_or_default().to_owned() + name;
            let fitting = named.iter().filter(|path| has_words(path, &meant));
            let fitting: Vec<&str> = fitting.copied().collect();
            if fitting.is_empty() { named } else { fitting }
        });
        whole.map(|path| vec![path]).or(by_name)
    });
    let hint = match near.flatten() {
        Some(near) => format!("did you mean {}?", list(near.into_iter())),
        None => format!("the stacks are {}", list(all())),
    };
    if is_path {
        format!("{text} is not the folder of a stack; {hint}")
    } else {
        format!("there is no stack {text}; {hint}")
    }
}

fn list<'p>(paths: impl Iterator<Item = &'p str>) -> String {
    let all: Vec<&str> = paths.collect();
    let more = all.len().saturating_sub(MAX_LISTED);
    let shown = all[..all.len() - more].join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::config::Config;
    use crate::repo::{Repo, Syntax};
    use crate::source::Sources;

    #[test]
    fn stacks_are_found_by_what_people_call_them() {
        let sources = Sources::from_memory([
            ("live/prod/us-east-1/ecs/a.tf", ""),
            ("live/prod/us-east-1/vpc/a.tf", ""),
            ("live/prod/us-east-1/vpc/policies/a.json", ""),
            ("live/test/us-east-1/vpc/a.tf", ""),
        ]);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let found = |text: &str, folder: Option<&str>| {
            find(&repo, text, folder).map(|id| repo.stack(id).path.clone())
        };
        let ecs = Ok("live/prod/us-east-1/ecs".to_owned());
        let vpc = Ok("live/prod/us-east-1/vpc".to_owned());
        assert_eq!(found("live/prod/us-east-1/ecs/", None), ecs);
        assert_eq!(found("ecs", None), ecs);
        assert_eq!(found("prod/vpc", None), vpc);
        assert_eq!(found("vpc", Some("live/prod/us-east-1")), vpc);
        assert_eq!(found("../vpc", Some("live/prod/us-east-1/ecs")), vpc);
        assert_eq!(found(".", Some("live/prod/us-east-1/vpc/policies")), vpc);
        let several =
            "several stacks are called vpc: live/prod/us-east-1/vpc, live/test/us-east-1/vpc";
        assert_eq!(found("vpc", None), Err(several.to_owned()));
        let near = "there is no stack prod/esc; did you mean live/prod/us-east-1/ecs?";
        assert_eq!(found("prod/esc", None), Err(near.to_owned()));
        let near = "there is no stack prod/vcp; did you mean live/prod/us-east-1/vpc?";
        assert_eq!(found("prod/vcp", None), Err(near.to_owned()));
        let none = "../.. is not the folder of a stack; the stacks are live/prod/us-east-1/ecs, live/prod/us-east-1/vpc, live/test/us-east-1/vpc";
        assert_eq!(found("../..", Some("live/prod")), Err(none.to_owned()));
        assert!(found(".", None).is_err());
    }
}
