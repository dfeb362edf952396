//! Running Terraform in a temporary folder. It needs no provider but its own, no network and no configuration.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use iaclint::types::Type;

use super::contain::Applied;
use super::json::Json;
use super::unit::Unit;

/// Files by path, relative to the root module's folder.
pub(crate) type Files = BTreeMap<String, String>;

/// What Terraform says of a unit.
#[derive(Debug, Clone)]
pub(crate) enum Verdict {
    /// It cannot be planned, for this reason.
    Refused(String),
    /// It can be planned, and has these outputs, among them those that are `null`; and what resources there were
    /// after apply.
    Planned(BTreeMap<String, Judged>, Arc<Applied>),
    /// It holds an infinite number, which Terraform cannot write down: in these outputs, as far as it names any.
    Infinite(BTreeSet<String>),
    /// Nothing can be told, for this reason.
    Unclear(String),
}

/// An output.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    /// Its value when planned.
    pub(crate) planned: Json,
    /// What it is after apply; `Err` where apply fails on it.
    pub(crate) applied: Result<(Type, Json), String>,
}

/// What Terraform says of several units, by their names.
pub(crate) type Judgement = BTreeMap<String, Verdict>;

/// Whether there is a Terraform to ask.
pub(crate) fn is_there() -> bool {
    let version = Command::new("terraform").arg("-version").output();
    version.is_ok_and(|output| output.status.success())
}

/// Asks Terraform about units that share `world`.
pub(crate) fn judge(world: &Files, units: &BTreeMap<String, Unit>) -> Judgement {
    let files = units.iter();
    let files = files
        .map(|(name, unit)| (name.clone(), unit.render(name)))
        .collect();
    judge_files(world, files)
}

/// The same for units given as files.
pub(crate) fn judge_files(world: &Files, mut units: BTreeMap<String, Files>) -> Judgement {
    let mut verdicts = Judgement::new();
    loop {
        let folder = Folder::with(world, &units);
        let failure = match folder.plan(&units).and_then(|()| folder.apply(&units)) {
            Ok(planned) => {
                verdicts.extend(planned);
                return verdicts;
            }
            Err(failure) => failure,
        };
        if failure.units.is_empty() {
            if let Some(Verdict::Refused(reason)) = failure.elsewhere {
                let verdict = Verdict::Unclear(format!("the world is refused: {reason}"));
                verdicts.extend(units.into_keys().map(|name| (name, verdict.clone())));
            } else {
                verdicts.extend(split(world, units, &failure.rest));
            }
            return verdicts;
        }
        for (unit, verdict) in failure.units {
            units.remove(&unit);
            verdicts.insert(unit, verdict);
        }
    }
}

/// What Terraform says of a unit once all resources are there, so that it knows every value when it plans.
pub(crate) fn judge_settled(world: &Files, name: &str, unit: &Files) -> Verdict {
    let none = BTreeMap::new();
    let units = BTreeMap::from([(name.to_owned(), unit.clone())]);
    let folder = Folder::with(world, &none);
    // Either may fail: what matters is what is said at the end.
    let _ = folder.plan(&none).and_then(|()| folder.apply(&none));
    folder.write(unit);
    let _ = folder.plan(&units).and_then(|()| folder.apply(&units));
    folder.forget_outputs();
    let verdict = folder.plan(&units).and_then(|()| folder.apply(&units));
    match verdict {
        Ok(mut judgement) => judgement.remove(name).unwrap(),
        Err(mut failure) => failure
            .units
            .remove(name)
            .unwrap_or(Verdict::Refused(failure.rest)),
    }
}

/// Whether Terraform can compute everything in a unit once the resources of the world are there. Unlike a plan, a
/// console does not validate the configuration first.
pub(crate) fn evaluates_when_settled(world: &Files, unit: &Files) -> bool {
    let none = BTreeMap::new();
    let folder = Folder::with(world, &none);
    let _ = folder.plan(&none).and_then(|()| folder.apply(&none));
    folder.write(unit);
    let _ = folder.plan(&BTreeMap::from([("c".to_owned(), unit.clone())]));
    let mut console = command(&folder.path, &["console"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    console.stdin.take().unwrap().write_all(b"1\n").unwrap();
    let output = console.wait_with_output().unwrap();
    let texts = [output.stdout, output.stderr];
    texts
        .iter()
        .all(|text| !String::from_utf8_lossy(text).contains("Error: "))
}

/// Where a failure does not say which unit it is of: looks at each half.
fn split(world: &Files, mut units: BTreeMap<String, Files>, reason: &str) -> Judgement {
    if units.len() > 1 {
        let middle = units.keys().nth(units.len() / 2).unwrap().clone();
        let second = units.split_off(&middle);
        let mut verdicts = judge_files(world, units);
        verdicts.extend(judge_files(world, second));
        return verdicts;
    }
    // Some faults, such as cycles, have no place.
    let verdict = match reason {
        "" => Verdict::Unclear("terraform failed without a reason".to_owned()),
        reason if reason.contains("infinity") => Verdict::Infinite(infinite_outputs(reason)),
        reason => Verdict::Refused(reason.to_owned()),
    };
    let names = units.into_keys();
    names.map(|name| (name, verdict.clone())).collect()
}

/// Why a plan failed.
#[derive(Default)]
struct Failure {
    /// The units it failed on.
    units: BTreeMap<String, Verdict>,
    /// An error in a file of no unit.
    elsewhere: Option<Verdict>,
    /// What was said besides.
    rest: String,
}

/// A temporary folder with a root module.
struct Folder {
    path: PathBuf,
    /// Whether there are modules to be called.
    has_modules: Cell<bool>,
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Folder {
    fn with(world: &Files, units: &BTreeMap<String, Files>) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("iaclint-evaluator-{}-{number}", std::process::id());
        let folder = Self {
            path: std::env::temp_dir().join(name),
            has_modules: Cell::new(false),
        };
        let _ = fs::remove_dir_all(&folder.path);
        fs::create_dir_all(&folder.path).unwrap();
        folder.write(world);
        for files in units.values() {
            folder.write(files);
        }
        folder
    }

    fn write(&self, files: &Files) {
        let is_module = |path: &str| [".tf", ".tf.json"].iter().any(|end| path.ends_with(end));
        for (path, text) in files {
            if path.contains('/') && is_module(path) {
                self.has_modules.set(true);
            }
            let path = self.path.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Takes the outputs out of the state: an output that did not change keeps the type that it had, such as `list(any)`
    /// of an empty list where that of its elements was not known.
    fn forget_outputs(&self) {
        let path = self.path.join("terraform.tfstate");
        let Ok(text) = fs::read_to_string(&path) else {
            return;
        };
        let mut state = Json::read(&text);
        state.take("outputs");
        fs::write(&path, state.to_string()).unwrap();
    }

    /// Plans into the file `plan`.
    fn plan(&self, units: &BTreeMap<String, Files>) -> Result<(), Failure> {
        if self.has_modules.get() {
            let output = self.run(&["init", "-json", "-input=false", "-backend=false"]);
            if !output.status.success() {
                return Err(failure(&output, units));
            }
        }
        let arguments = ["-json", "-input=false", "-refresh=false", "-lock=false"];
        let output = self.run(&[&["plan", "-out=plan"], &arguments[..]].concat());
        if output.status.success() {
            return Ok(());
        }
        Err(failure(&output, units))
    }

    /// Applies the plan. `Err` where that leaves no state to read.
    fn apply(&self, units: &BTreeMap<String, Files>) -> Result<Judgement, Failure> {
        let mut planned = plan_outputs(self.show(&["show", "-json", "plan"])?);
        let output = self.run(&["apply", "-json", "-input=false", "-lock=false", "plan"]);
        let mut failed = failure(&output, units);
        // What the world declares may fail for some ids and not for others: what depends on it is then not there.
        let elsewhere = std::mem::take(&mut failed.elsewhere);
        let is_refused =
            |verdict: &Verdict| matches!(verdict, Verdict::Refused(_) | Verdict::Unclear(_));
        if !failed.rest.is_empty() || !failed.units.values().all(is_refused) {
            return Err(Failure {
                units: failed
                    .units
                    .into_iter()
                    .filter(|(_, verdict)| !is_refused(verdict))
                    .collect(),
                ..failed
            });
        }
        let mut state = self.show(&["show", "-json"])?;
        let mut values = state.take("values").unwrap_or(Json::Null);
        let outputs = values.take("outputs").unwrap_or(Json::Null).entries();
        let mut applied = Applied::new();
        if let Some(root) = values.take("root_module") {
            collect_resources(root, &mut applied);
        }
        let applied = Arc::new(applied);
        let judged = units.keys().map(|name| {
            let prefix = format!("{name}_");
            let mut rest = planned.split_off(&prefix);
            let end = rest.keys().find(|output| !output.starts_with(&prefix));
            let after = end.cloned().map(|end| rest.split_off(&end));
            planned.extend(after.unwrap_or_default());
            let judged = rest.into_iter().map(|(output, planned)| {
                let why = failed.units.get(name).or(elsewhere.as_ref());
                let applied = applied_output(outputs.get(&output), why);
                (output, Judged { planned, applied })
            });
            let verdict = Verdict::Planned(judged.collect(), applied.clone());
            (name.clone(), verdict)
        });
        Ok(judged.collect())
    }

    /// `Err` where Terraform cannot write down what it has, such as an infinite number beside an unknown value.
    fn show(&self, arguments: &[&str]) -> Result<Json, Failure> {
        let output = self.run(arguments);
        if output.status.success() {
            return Ok(Json::read(&String::from_utf8(output.stdout).unwrap()));
        }
        Err(Failure {
            rest: String::from_utf8_lossy(&output.stderr).into_owned(),
            ..Failure::default()
        })
    }

    fn run(&self, arguments: &[&str]) -> Output {
        command(&self.path, arguments).output().unwrap()
    }
}

/// Terraform with none of the caller's settings.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("terraform");
    let settings = std::env::vars().map(|(name, _)| name);
    for name in settings.filter(|name| name.starts_with("TF_")) {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).envs([
        ("TF_CLI_CONFIG_FILE", "/dev/null"),
        ("CHECKPOINT_DISABLE", "1"),
        ("TF_IN_AUTOMATION", "1"),
        ("NO_COLOR", "1"),
    ]);
    command
}

/// The values of a plan's outputs.
fn plan_outputs(mut plan: Json) -> BTreeMap<String, Json> {
    let changes = plan.take("output_changes").unwrap_or(Json::Null).entries();
    let changes = changes.into_iter();
    changes
        .map(|(name, mut change)| {
            let unknown = change.take("after_unknown").unwrap_or(Json::Null);
            (name, Json::overlay(change.take("after"), &unknown))
        })
        .collect()
}

/// What a state holds of an output: nothing where it is `null`. A `null` that it does hold is what was never known:
/// Terraform could not compute it, or did not, as with `format()` of a `null`.
fn applied_output(found: Option<&Json>, failure: Option<&Verdict>) -> Result<(Type, Json), String> {
    match (found, failure) {
        (Some(output), _) if matches!(output.get("value"), None | Some(Json::Null)) => {
            Err("it is not known even after apply".to_owned())
        }
        (Some(output), _) => {
            let ty = output.get("type").and_then(Json::to_type).unwrap();
            Ok((ty, output.get("value").cloned().unwrap_or(Json::Null)))
        }
        (None, Some(Verdict::Refused(reason) | Verdict::Unclear(reason))) => Err(reason.clone()),
        (None, Some(Verdict::Infinite(_))) => Err("it cannot be written down".to_owned()),
        (None, _) => Ok((Type::Dynamic, Json::Null)),
    }
}

/// The resources of a module and those within.
fn collect_resources(mut module: Json, into: &mut Applied) {
    for resource in module.take("resources").iter().flat_map(Json::items) {
        if let (Some(address), Some(values)) = (resource.get("address"), resource.get("values")) {
            into.insert(address.as_str().unwrap().to_owned(), values.clone());
        }
    }
    if let Some(Json::Array(children)) = module.take("child_modules") {
        for child in children {
            collect_resources(child, into);
        }
    }
}

/// Which units the errors of a run are about.
fn failure(output: &Output, units: &BTreeMap<String, Files>) -> Failure {
    let mut failure = Failure::default();
    let text = String::from_utf8_lossy(&output.stdout);
    let owners: BTreeMap<&str, &str> = units
        .iter()
        .flat_map(|(unit, files)| files.keys().map(move |path| (path.as_str(), unit.as_str())))
        .collect();
    let messages = text.lines().filter_map(Json::parse);
    for diagnostic in messages.filter_map(|mut message| message.take("diagnostic")) {
        let of = |name| diagnostic.get(name).and_then(Json::as_str).unwrap_or("");
        if of("severity") != "error" {
            continue;
        }
        let message = format!("{}: {}", of("summary"), of("detail"));
        let file = diagnostic
            .get("range")
            .and_then(|range| range.get("filename"))
            .and_then(Json::as_str);
        if let Some(unit) = file.and_then(|file| owners.get(file)) {
            // Where Terraform itself breaks down, what else it says of the unit cannot be asked again later.
            let verdict = refusal(&message);
            let before = failure.units.get(*unit);
            if before.is_none() || matches!(verdict, Verdict::Unclear(_)) {
                failure.units.insert((*unit).to_owned(), verdict);
            }
            continue;
        }
        if file.is_some() {
            failure.elsewhere = Some(Verdict::Refused(message));
            continue;
        }
        failure.add_placeless(&message, units);
    }
    // It does so when it is to write down an infinite number that it did not know when it planned.
    let crash = String::from_utf8_lossy(&output.stderr);
    if crash.contains("TERRAFORM CRASH") {
        failure.add_placeless(&crash, units);
    }
    failure
}

impl Failure {
    /// Adds an error that is about no file.
    fn add_placeless(&mut self, message: &str, units: &BTreeMap<String, Files>) {
        let infinite = infinite_outputs(message);
        let mut is_found = false;
        for unit in units.keys() {
            let prefix = format!("{unit}_");
            let own = infinite.iter().filter(|name| name.starts_with(&prefix));
            let own: BTreeSet<String> = own.cloned().collect();
            if own.is_empty() {
                continue;
            }
            is_found = true;
            match self.units.get_mut(unit) {
                Some(Verdict::Infinite(before)) => before.extend(own),
                _ => {
                    self.units.insert(unit.clone(), Verdict::Infinite(own));
                }
            }
        }
        if !is_found {
            self.rest.push_str(message);
        }
    }
}

/// What to make of an error about a unit.
fn refusal(message: &str) -> Verdict {
    // A fault of Terraform, not of the expression.
    if message.contains("panic in function implementation") {
        let first = message.lines().next().unwrap_or_default();
        return Verdict::Unclear(first.to_owned());
    }
    Verdict::Refused(message.to_owned())
}

/// The outputs that a message says cannot be written down.
fn infinite_outputs(message: &str) -> BTreeSet<String> {
    if !message.contains("infinity") {
        return BTreeSet::new();
    }
    let pieces: Vec<&str> = message.split('"').collect();
    let named = pieces.windows(2).filter(|pair| {
        pair[0].ends_with("output value ") || pair[0].ends_with("serializing output ")
    });
    named.map(|pair| pair[1].to_owned()).collect()
}
