//! The evaluator's side.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use iaclint::config::{Config, Environment, Layout, Written};
use iaclint::eval::Value;
use iaclint::plan::{self, Knowledge, Plan};
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

/// What `look` finds in the plan of these files.
fn planned<T>(
    files: &BTreeMap<String, String>,
    look: impl FnOnce(&Sources, &Syntax, &Plan<'_>, Knowledge<'_>) -> T,
) -> T {
    let sources = sources(files);
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config());
    let schemas = Schemas::embedded();
    let knowledge = Knowledge { schemas: &schemas };
    let plan = plan::build(&repo, knowledge);
    look(&sources, &syntax, &plan, knowledge)
}

/// Whether a module in these files, among all, is told to be wrong by itself, as those are that no instance is made of:
/// their expressions are not evaluated.
pub(crate) fn is_wrong_by_itself(
    all: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> bool {
    let kinds = [
        ProblemKind::Type,
        ProblemKind::Null,
        ProblemKind::FunctionCall,
        ProblemKind::Index,
        ProblemKind::DuplicateKey,
    ];
    planned(all, |sources, _, plan, knowledge| {
        let validation = Validation::of(&Facts::new(plan, knowledge.schemas));
        let mut problems = kinds.iter().flat_map(|kind| validation.of_kind(*kind));
        problems.any(|problem| {
            let inner = inner_path(sources, problem.span.file);
            inner.contains('/') && files.contains_key(inner)
        })
    })
}

/// What references to resources become where nothing is known of them: something of which not even the type is known.
const UNSEEN: &str = "local.zz_unseen";

/// Declares it.
const UNSEEN_FILE: &str = r#"resource "terraform_data" "zz_unseen" {}
locals {
  zz_unseen = yamldecode(terraform_data.zz_unseen.id)
}
"#;

/// Whether something in these files, among all, is refused by Terraform when it validates: of variables it knows no more than
/// their types then, of resources and outputs of modules nothing, and of no instance which one it is.
pub(crate) fn is_refused_unseen(
    all: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> bool {
    planned(&unseen(all), |sources, _, plan, knowledge| {
        let mut stacks = plan.repo.stacks();
        let Some((id, _)) = stacks.find(|(_, stack)| stack.path == STACK) else {
            return false;
        };
        // What no instance is made of is validated all the same.
        let by_types = plan::by_types(plan, knowledge, &[id]);
        let mut plans = std::iter::once(plan.stack(id)).chain(&by_types);
        plans.any(|plan| {
            let mut faults = plan.faults.iter();
            faults.any(|fault| files.contains_key(inner_path(sources, fault.fault.span.file)))
        })
    })
}

/// The files with references to what Terraform does not know yet when it validates. Variables and modules become outputs of a module that is given something unknown for each, and has variables of their types.
fn unseen(all: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut unseen: BTreeMap<String, String> = BTreeMap::new();
    let is_module = |path: &str| [".tf", ".tf.json"].iter().any(|end| path.ends_with(end));
    let folder_of = |path: &str| path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
    let paths = all.keys().filter(|path| is_module(path));
    let folders: BTreeSet<String> = paths.map(|path| folder_of(path)).collect();
    for folder in folders {
        let files = || {
            all.iter()
                .filter(|(path, _)| is_module(path) && folder_of(path) == folder)
        };
        // The block that declares each, by what refers to it.
        let mut typed: BTreeMap<String, String> = BTreeMap::new();
        for (_, text) in files() {
            for (name, block) in blocks(text, "variable") {
                typed.insert(format!("var.{name}"), block.to_owned());
            }
            for (name, block) in variables_in_json(text) {
                typed.insert(format!("var.{name}"), block);
            }
            for (name, block) in blocks(text, "module") {
                if let Some(ty) = type_of_module(all, &folder, block) {
                    let block = format!("variable \"{name}\" {{\n  type = {ty}\n}}\n");
                    typed.insert(format!("module.{name}"), block);
                }
            }
        }
        let mut module = String::new();
        let mut own = UNSEEN_FILE.to_owned();
        own += "module \"zz_typed\" {\n  source = \"./zz_typed\"\n";
        for (reference, block) in &typed {
            let name = reference.replace('.', "_zz_");
            let plain = reference.split('.').next_back().unwrap_or_default();
            let [before, after] = [plain, &*name].map(|name| format!("variable \"{name}\""));
            let block = block.replacen(&before, &after, 1);
            // As its validations name it.
            let itself = |_: &str, found: &str| (found == plain).then(|| format!("var.{name}"));
            module += &with_references(&block, &["var"], itself);
            let _ = write!(module, "output \"{name}\" {{\n  value = var.{name}\n}}\n");
            let _ = writeln!(own, "  {name} = {UNSEEN}");
        }
        own += "}\n";
        unseen.insert(format!("{folder}zz_typed/main.tf"), module);
        unseen.insert(format!("{folder}zz_unseen.tf"), own);
        let instead = |root: &str, name: &str| {
            let reference = format!("{root}.{name}");
            match (root, name) {
                _ if typed.contains_key(&reference) => Some(format!(
                    "module.zz_typed.{}",
                    reference.replace('.', "_zz_")
                )),
                ("count", _) => Some(format!("tonumber({UNSEEN})")),
                ("each", "key") => Some(format!("tostring({UNSEEN})")),
                ("var", _) => None,
                _ => Some(UNSEEN.to_owned()),
            }
        };
        let roots = ["count", "each", "module", "terraform_data", "var"];
        for (path, text) in files() {
            unseen.insert(path.clone(), with_references(text, &roots, instead));
        }
    }
    let others = all.iter().filter(|(path, _)| !is_module(path));
    unseen.extend(others.map(|(path, text)| (path.clone(), text.clone())));
    unseen
}

/// The blocks of this kind with their names.
fn blocks<'t>(text: &'t str, kind: &str) -> Vec<(&'t str, &'t str)> {
    let mut found = Vec::new();
    let start = format!("{kind} \"");
    for (at, _) in text.match_indices(&start) {
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

/// The variables that a file in JSON syntax declares, each as a block of its type.
fn variables_in_json(text: &str) -> Vec<(String, String)> {
    let Ok(json) = serde_json::from_str::<serde_json::Value>(text) else {
        return Vec::new();
    };
    let variables = json["variable"].as_object().into_iter().flatten();
    let block = |(name, variable): (&String, &serde_json::Value)| {
        let ty = variable["type"].as_str().unwrap_or("any");
        let block = format!("variable \"{name}\" {{\n  type = {ty}\n}}\n");
        (name.clone(), block)
    };
    variables.map(block).collect()
}

/// The type of a module that is called in a folder, as Terraform has it when it validates: an object of its outputs, whose
/// types it does not know, or a list or map of such objects.
fn type_of_module(all: &BTreeMap<String, String>, folder: &str, call: &str) -> Option<String> {
    let argument = |name: &str| {
        let mut lines = call.lines().map(str::trim);
        lines.find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='))
    };
    let source = argument("source")?
        .trim()
        .trim_matches('"')
        .strip_prefix("./")?;
    let inside = format!("{folder}{source}/");
    let mut outputs: Vec<String> = Vec::new();
    for (path, text) in all {
        let Some(file) = path
            .strip_prefix(&inside)
            .filter(|file| !file.contains('/'))
        else {
            continue;
        };
        if file.ends_with(".tf.json") {
            let json: serde_json::Value = serde_json::from_str(text).ok()?;
            outputs.extend(
                json["output"]
                    .as_object()
                    .into_iter()
                    .flat_map(|it| it.keys().cloned()),
            );
        } else {
            outputs.extend(
                blocks(text, "output")
                    .into_iter()
                    .map(|(name, _)| name.to_owned()),
            );
        }
    }
    let attributes: Vec<String> = outputs.iter().map(|name| format!("{name} = any")).collect();
    let object = format!("object({{ {} }})", attributes.join(", "));
    Some(match (argument("count"), argument("for_each")) {
        (Some(_), _) => format!("list({object})"),
        (_, Some(_)) => format!("map({object})"),
        _ => object,
    })
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
    planned(files, |sources, syntax, plan, _| {
        let mut found = Ours::default();
        let path = |file: FileId| inner_path(sources, file).to_owned();
        for (file, parsed) in syntax.files() {
            if let Some(error) = parsed.errors.first() {
                found.faults.insert(path(file), error.message.clone());
            }
        }
        let mut stacks = plan.repo.stacks();
        let Some((id, _)) = stacks.find(|(_, stack)| stack.path == STACK) else {
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
    })
}
