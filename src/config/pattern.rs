//! The small languages inside `iaclint.toml`: folder patterns, paths that expand, and globs.

use globset::GlobBuilder;

use crate::data::schema::nearest;

/// Names that may stand in braces under `live`, and in paths that expand.
const PLACES: [&str; 3] = ["environment", "region", "stack"];
/// Names that may stand in braces under `modules`.
const MODULES: [&str; 2] = ["provider", "module"];

/// Checks a folder pattern under `[layout]`, where `kind` is `live` or `modules`.
pub(super) fn check_layout(kind: &str, pattern: &str) -> Result<(), String> {
    check_relative(pattern)?;
    let known: &[&str] = if kind == "live" { &PLACES } else { &MODULES };
    let mut seen = Vec::new();
    for segment in pattern.split('/') {
        let Some(name) = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        else {
            if segment.contains(['{', '}']) {
                return Err(format!(
                    "`{segment}` in `{pattern}`: a name in braces must be a whole folder name, such as `{{{}}}`",
                    known[0]
                ));
            }
            if segment.contains(['*', '?', '[']) {
                return Err(format!(
                    "`{segment}` in `{pattern}`: a layout has no wildcards; write a name in braces"
                ));
            }
            continue;
        };
        check_name(name, pattern, known, kind)?;
        if seen.contains(&name) {
            return Err(format!("`{{{name}}}` stands twice in `{pattern}`"));
        }
        seen.push(name);
    }
    if kind == "modules" && !seen.contains(&"module") {
        return Err(format!(
            "`{pattern}` has no `{{module}}`, so that no folder below it would be a module"
        ));
    }
    if seen.is_empty() {
        return Err(format!(
            "`{pattern}` has no name in braces; write at least `{{stack}}` or `{{environment}}`"
        ));
    }
    Ok(())
}

/// Checks a path in which `{environment}`, `{region}` and `{stack}` expand.
pub(super) fn check_expansion(path: &str) -> Result<(), String> {
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let after = &rest[at + 1..];
        let end = after.find(['{', '}']);
        match end {
            Some(end) if rest[at..].starts_with('{') && after[end..].starts_with('}') => {
                check_name(&after[..end], path, &PLACES, "paths")?;
                rest = &after[end + 1..];
            }
            _ => return Err(format!("`{path}` has a brace without its partner")),
        }
    }
    Ok(())
}

fn check_name(name: &str, pattern: &str, known: &[&str], kind: &str) -> Result<(), String> {
    if known.contains(&name) {
        return Ok(());
    }
    let all = known
        .iter()
        .map(|name| format!("`{{{name}}}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None => format!("known in {kind} are {all}"),
    };
    Err(format!("unknown name `{{{name}}}` in `{pattern}`; {hint}"))
}

/// Checks a glob of root-relative paths.
pub(super) fn check_glob(glob: &str) -> Result<(), String> {
    if is_rooted(glob) {
        return Err(format!(
            "`{glob}` matches nothing: paths are relative to the repository's root, without `/` or `./` before them"
        ));
    }
    let built = GlobBuilder::new(glob).literal_separator(true).build();
    built
        .map(|_| ())
        .map_err(|error| format!("`{glob}` is not a glob: {}", error.kind()))
}

/// Whether a glob begins like a path that is not relative to the root.
pub(super) fn is_rooted(glob: &str) -> bool {
    ["/", "./", "../"]
        .iter()
        .any(|start| glob.starts_with(start))
}

/// Checks a root-relative path of one file.
pub(super) fn check_path(path: &str) -> Result<(), String> {
    check_relative(path)
}

fn check_relative(path: &str) -> Result<(), String> {
    if path.contains('\\') {
        return Err(format!("`{path}`: folders are separated by `/`"));
    }
    if path.starts_with('/') || path.contains(':') {
        return Err(format!(
            "`{path}` must be relative to the repository's root"
        ));
    }
    if path
        .split('/')
        .any(|segment| matches!(segment, "" | "." | ".."))
    {
        return Err(format!(
            "`{path}` must be a plain path below the repository's root, without empty, `.` or `..` parts"
        ));
    }
    Ok(())
}
