//! The evaluator's side.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use iaclint::config::{Config, Environment, Layout, Written};
use iaclint::eval::Value;
use iaclint::plan::{self, Knowledge};
use iaclint::repo::{Repo, Syntax};
use iaclint::schema::Schemas;
use iaclint::source::{FileId, Sources};
use iaclint::validate::{Facts, ProblemKind, Validation};

/// What the evaluator says of a module.
#[derive(Default)]
pub(crate) struct Ours {
    /// The values of the outputs, by name.
    pub(crate) values: BTreeMap<String, Value>,
    /// What Terraform would refuse, by the path of the file it stands in, relative to the module.
    pub(crate) faults: BTreeMap<String, String>,
}

/// Where the root module lies.
const STACK: &str = "live/test/us-east-1/stack";

/// The layout is given: the random modules below the stack would make it hard to guess. The workspace is the one that
/// Terraform is asked in.
fn config() -> Config {
    let live = Written {
        value: "live/{environment}/{region}/{stack}".to_owned(),
        range: 0..0,
    };
    let layout = Layout {
        live: vec![live],
        modules: Vec::new(),
    };
    let environment = Environment {
        range: 0..0,
        tier: None,
        var_files: Vec::new(),
        stacks: Vec::new(),
        backend_config: Vec::new(),
        workspace: Some("default".to_owned()),
    };
    Config {
        layout: Some(layout),
        environments: [("test".to_owned(), environment)].into(),
        ..Config::default()
    }
}

/// The files below the root module's folder. The version is the one whose answers are compared: later ones let `&&` and
/// `||` pass over faults.
fn sources(files: &BTreeMap<String, String>) -> Sources {
    let version = "terraform {\n  required_version = \"~> 1.11.0\"\n}\n";
    let entries = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let entries = entries.chain([("zz_version.tf", version)]);
    Sources::from_memory(entries.map(|(path, text)| (format!("{STACK}/{path}"), text.to_owned())))
}

/// Whether a module in these files, among all, is told to be wrong by itself, as those are that no instance is made of:
/// their expressions are not evaluated.
pub(crate) fn is_wrong_by_itself(
    all: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> bool {
    let sources = sources(all);
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config());
    let schemas = Schemas::embedded();
    let plan = plan::build(&repo, Knowledge { schemas: &schemas });
    let validation = Validation::of(&Facts::new(&plan, &schemas));
    let kinds = [
        ProblemKind::Type,
        ProblemKind::Null,
        ProblemKind::FunctionCall,
        ProblemKind::Index,
        ProblemKind::DuplicateKey,
    ];
    let mut problems = kinds.iter().flat_map(|kind| validation.of_kind(*kind));
    problems.any(|problem| {
        let inner = inner_path(&sources, problem.span.file);
        inner.contains('/') && files.contains_key(inner)
    })
}

/// What references to resources and to outputs of modules become where nothing is known of them: something of which not
/// even the type is known.
const UNSEEN: &str = "local.zz_unseen";

/// Declares it.
const UNSEEN_FILE: &str = r#"resource "terraform_data" "zz_unseen" {}
locals {
  zz_unseen = yamldecode(terraform_data.zz_unseen.id)
}
"#;

/// Whether something in these files, among all, is refused by Terraform when it validates: of variables of the root module it
/// knows no more than their types then, of resources and outputs of modules nothing, and of no instance which one it is.
pub(crate) fn is_refused_unseen(
    all: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> bool {
    let unseen = unseen(all);
    let sources = sources(&unseen);
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config());
    let schemas = Schemas::embedded();
    let knowledge = Knowledge { schemas: &schemas };
    let plan = plan::build(&repo, knowledge);
    let Some((id, _)) = repo.stacks().find(|(_, stack)| stack.path == STACK) else {
        return false;
    };
    // What no instance is made of is validated all the same.
    let by_types = plan::by_types(&plan, knowledge, &[id]);
    let mut plans = std::iter::once(plan.stack(id)).chain(&by_types);
    plans.any(|plan| {
        let mut faults = plan.faults.iter();
        faults.any(|fault| files.contains_key(inner_path(&sources, fault.fault.span.file)))
    })
}

/// The files with references to what Terraform does not know yet when it validates. Variables of the root module become
/// outputs of a module that is given something unknown for each.
fn unseen(all: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let of_root = all.iter().filter(|(path, _)| !path.contains('/'));
    let variables: BTreeMap<&str, &str> = of_root.flat_map(|(_, text)| variables(text)).collect();
    let mut module = String::new();
    let mut call = "module \"zz_variables\" {\n  source = \"./zz_variables\"\n".to_owned();
    for (name, block) in &variables {
        let output = format!("output \"{name}\" {{\n  value = var.{name}\n}}\n");
        module.extend([block, &*output]);
        let _ = writeln!(call, "  {name} = {UNSEEN}");
    }
    let mut unseen: BTreeMap<String, String> = BTreeMap::new();
    unseen.insert("zz_variables/main.tf".to_owned(), module);
    unseen.insert("zz_variables.tf".to_owned(), format!("{call}}}\n"));
    for (path, text) in all {
        if ![".tf", ".tf.json"].iter().any(|end| path.ends_with(end)) {
            unseen.insert(path.clone(), text.clone());
            continue;
        }
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        let instead = |root: &str, name: &str| match (root, name) {
            ("count", _) => Some(format!("tonumber({UNSEEN})")),
            ("each", "key") => Some(format!("tostring({UNSEEN})")),
            ("var", name) if folder.is_empty() && variables.contains_key(name) => {
                Some(format!("module.zz_variables.{name}"))
            }
            ("var", _) => None,
            _ => Some(UNSEEN.to_owned()),
        };
        let roots = ["count", "each", "module", "terraform_data", "var"];
        unseen.insert(path.clone(), with_references(text, &roots, instead));
        unseen.insert(format!("{folder}zz_unseen.tf"), UNSEEN_FILE.to_owned());
    }
    unseen
}

/// The blocks that declare variables, with their names.
fn variables(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let start = "variable \"";
    for (at, _) in text.match_indices(start) {
        let is_block = at == 0 || text[..at].ends_with('\n');
        let rest = &text[at..];
        let name = rest[start.len()..].split_once('"').map(|(name, _)| name);
        let end = rest.find("\n}\n").map(|end| end + 3);
        if let (true, Some(name), Some(end)) = (is_block, name, end) {
            found.push((name, &rest[..end]));
        }
    }
    found
}

/// A file's path below the root module's folder.
fn inner_path(sources: &Sources, file: FileId) -> &str {
    let path = &sources.file(file).path;
    path.strip_prefix(STACK)
        .unwrap_or(path)
        .trim_start_matches('/')
}

/// The text with what `instead` gives in the place of each reference that begins with one of these roots: `root.name`.
fn with_references(
    text: &str,
    roots: &[&str],
    instead: impl Fn(&str, &str) -> Option<String>,
) -> String {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut rewritten = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_name) {
        let (before, from_name) = rest.split_at(at);
        let end = |text: &str| text.find(|c| !is_name(c)).unwrap_or(text.len());
        let (root, after) = from_name.split_at(end(from_name));
        let name = after.strip_prefix('.').map(|name| &name[..end(name)]);
        let is_root = roots.contains(&root) && !before.ends_with('.');
        rewritten.push_str(before);
        match name.filter(|name| is_root && !name.is_empty()) {
            Some(name) if let Some(instead) = instead(root, name) => {
                rewritten.push_str(&instead);
                rest = &after[1 + name.len()..];
            }
            _ => {
                rewritten.push_str(root);
                rest = after;
            }
        }
    }
    rewritten.push_str(rest);
    rewritten
}

/// Evaluates the outputs of a root module, given with all its files: those of the modules it calls, and those with
/// values, too. Paths are relative to the root module's folder.
pub(crate) fn ours(files: &BTreeMap<String, String>, outputs: &BTreeSet<String>) -> Ours {
    let sources = sources(files);
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config());
    let schemas = Schemas::embedded();
    let plan = plan::build(&repo, Knowledge { schemas: &schemas });
    let mut found = Ours::default();
    let path = |file: FileId| inner_path(&sources, file).to_owned();
    for (file, parsed) in syntax.files() {
        if let Some(error) = parsed.errors.first() {
            found.faults.insert(path(file), error.message.clone());
        }
    }
    let stack = repo.stacks().find(|(_, stack)| stack.path == STACK);
    let Some((id, _)) = stack else {
        return found;
    };
    let stack = plan.stack(id);
    for fault in &stack.faults {
        let file = path(fault.fault.span.file);
        found
            .faults
            .entry(file)
            .or_insert_with(|| fault.fault.message.clone());
    }
    let values = stack.root().outputs.iter();
    let values = values.filter(|(name, _)| outputs.contains(**name));
    found.values = values
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    found
}
