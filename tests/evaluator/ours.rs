//! The evaluator's side.

use std::collections::{BTreeMap, BTreeSet};

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
        let path = &sources.file(problem.span.file).path;
        let inner = path.strip_prefix(STACK).unwrap_or(path);
        let inner = inner.trim_start_matches('/');
        inner.contains('/') && files.contains_key(inner)
    })
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
    let path = |file: FileId| {
        let path = &sources.file(file).path;
        path.strip_prefix(STACK)
            .unwrap_or(path)
            .trim_start_matches('/')
            .to_owned()
    };
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
