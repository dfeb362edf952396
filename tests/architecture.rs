//! The house rules that a program can check: layers, sizes, and where printing and files are allowed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the ground up. A module may use those of lower layers, and its own.
const LAYERS: &[&[&str]] = &[
    &["source", "diagnostic"],
    &["address", "types", "hcl", "data", "schema", "config"],
    &["repo", "eval", "pipeline", "docker"],
    &["plan"],
    &["graph", "aws", "validate"],
    &["rule"],
    &["rules", "policy"],
    &["peers"],
    &["engine", "suppress", "baseline", "parity", "why", "picture"],
    &["report"],
    &["cli", "lsp"],
];

/// What modules of one layer may still use of each other. Everything else in a layer stands side by side.
const WITHIN_LAYER: &[(&str, &str)] = &[
    // A finding points into a file.
    ("diagnostic", "source"),
    // The configuration's file is data too, judged by a schema of its own.
    ("config", "data"),
    // A provider's schema says of which type each argument is.
    ("schema", "types"),
    // What AWS makes of the graph is read off the graph.
    ("aws", "graph"),
    // A run applies the comments it found, and its outcome holds what they silence.
    ("engine", "suppress"),
    // It also compares environments where the configuration asks for it.
    ("engine", "parity"),
];

const MAX_LINES: usize = 600;

fn layer(module: &str) -> usize {
    let found = LAYERS.iter().position(|layer| layer.contains(&module));
    found.unwrap_or_else(|| panic!("the module `{module}` belongs to no layer: add it to LAYERS"))
}

/// Every Rust file below `folder`, with the top module it belongs to.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of `src` with their top module; `lib.rs` and `main.rs` stand above all layers.
fn files_by_module() -> Vec<(String, PathBuf, String)> {
    let root = source_root();
    let module = |path: &Path| {
        let first = path
            .strip_prefix(&root)
            .unwrap()
            .components()
            .next()
            .unwrap();
        first
            .as_os_str()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned()
    };
    let files = rust_files(&root).into_iter();
    let files = files.map(|path| {
        (
            module(&path),
            path.clone(),
            fs::read_to_string(&path).unwrap(),
        )
    });
    files
        .filter(|(module, ..)| module != "lib" && module != "main")
        .collect()
}

/// The top modules that a text names after `crate::`, those in a braced list included. Tests may look anywhere.
fn used_modules(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let name = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(name(std::mem::take(&mut item).trim())),
                    _ if depth == 0 => item.push(c),
                    _ => {}
                }
            }
            found.push(name(item.trim()));
        } else {
            found.push(name(rest));
        }
    }
    found.retain(|module| !module.is_empty() && module.starts_with(char::is_lowercase));
    found
}

#[test]
fn imports_point_down_only() {
    let mut faults = Vec::new();
    for (module, path, text) in files_by_module() {
        for used in used_modules(&text) {
            let allowed = used == module
                || layer(&used) < layer(&module)
                || WITHIN_LAYER.contains(&(module.as_str(), used.as_str()));
            if !allowed {
                faults.push(format!("{} uses crate::{used}", path.display()));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "imports that point up or sideways:\n{}",
        faults.join("\n")
    );
}

#[test]
fn the_parser_crates_are_named_in_syntax_only() {
    let places = [
        ("hcl::edit", "hcl"),
        ("hcl_edit", "hcl"),
        ("saphyr", "data"),
        ("parse_dockerfile", "docker"),
        ("clap::", "cli"),
    ];
    for (module, path, text) in files_by_module() {
        for (name, home) in places {
            let code: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let named = code
                .iter()
                .any(|line| line.contains(name) && !line.contains("crate::hcl"));
            assert!(
                !named || module == home,
                "{} names {name}, which belongs to {home}",
                path.display()
            );
        }
    }
}

#[test]
fn only_the_rim_touches_the_file_system() {
    let allowed = [
        "source/walk.rs",
        "source/git/",
        "config/load.rs",
        "baseline",
        "cli",
    ];
    for (_, path, text) in files_by_module() {
        let inner = path
            .strip_prefix(source_root())
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        if allowed.iter().any(|prefix| inner.starts_with(prefix)) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in [
            "std::fs",
            "std::env",
            "std::process",
            "std::net",
            "Command::new",
        ] {
            assert!(
                !code.contains(call),
                "{inner} uses {call}; files and processes belong to the rim"
            );
        }
    }
}

#[test]
fn files_stay_small() {
    let mut faults = Vec::new();
    for (_, path, text) in files_by_module() {
        let lines = text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(
        faults.is_empty(),
        "files of more than {MAX_LINES} lines:\n{}",
        faults.join("\n")
    );
}

#[test]
fn a_module_with_children_is_a_folder() {
    for (_, path, _) in files_by_module() {
        let folder = path.with_extension("");
        assert!(
            !folder.is_dir(),
            "{} stands beside a folder of its name: make it mod.rs",
            path.display()
        );
    }
}

#[test]
fn every_rule_is_one_file_one_page_and_one_line() {
    let registry = fs::read_to_string(source_root().join("rules/mod.rs")).unwrap();
    let mut rules = 0;
    for path in rust_files(&source_root().join("rules")) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.contains("static RULE: Rule") {
            continue;
        }
        rules += 1;
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let area = path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        assert!(
            path.with_extension("md").exists(),
            "{} has no page beside it",
            path.display()
        );
        let line = format!("&{area}::{stem}::RULE,");
        assert!(
            registry.contains(&line),
            "{} has no line `{line}` in rules/mod.rs",
            path.display()
        );
    }
    assert_eq!(
        rules,
        iaclint::rules::ALL.len(),
        "a registered rule has no file of its own"
    );
}

#[test]
fn the_list_of_rules_in_the_documentation_is_current() {
    let head =
        "# Rules\n\nEvery rule that iaclint knows. `iaclint explain RULE` shows its page.\n\n";
    is_current(
        "docs/rules.md",
        &format!("{head}{}", iaclint::cli::rules_table()),
    );
}

#[test]
fn the_list_of_policies_in_the_documentation_is_current() {
    let mut groups = String::from("| group | what it is about |\n| --- | --- |\n");
    for (name, about) in iaclint::policy::pack::GROUPS {
        writeln!(groups, "| `{name}` | {about} |").unwrap();
    }
    let text = format!(
        "# Policies that come with iaclint\n\nEach lies with its tests in `policies/aws`; `iaclint explain POLICY` shows \
         it. Those of the group `default` are judged by themselves, others where `[policies] groups` of iaclint.toml \
         names one of their groups, or `[policies.levels]` them. A policy of your own with the id of one of these takes \
         its place.\n\n{groups}\n{}",
        iaclint::cli::policies_table()
    );
    is_current("docs/policies.md", &text);
}

fn is_current(path: &str, current: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("IACLINT_UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, current).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == current,
        "{path} is not current: run IACLINT_UPDATE=1 cargo test --test architecture"
    );
}
