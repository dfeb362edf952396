//! Jobs of GitLab's pipelines.

use std::collections::BTreeMap;

use super::super::event::{Event, Occasion};
use super::super::execution::{JobRun, StepRun};
use super::super::phrase::{Cause, Phrase, Truth};
use super::super::shell::{self, Script};
use super::super::task::{self, Task, TaskKind};
use super::super::workflow::{Scalar, scalar_of, scalars_of};
use super::condition::truth;
use super::variables::Variables;
use crate::data::{Key, Kind, Node};
use crate::source::{FileId, Sources, Span};

/// How deep jobs extend each other. GitLab allows eleven.
const MAX_EXTENDS: usize = 11;
/// How many combinations of a matrix are followed.
const MAX_COMBINATIONS: usize = 200;

/// What a job has from its pipeline.
pub(super) struct Setting<'s> {
    pub(super) sources: &'s Sources,
    pub(super) globals: &'s Variables,
    pub(super) default: Option<&'s Node>,
    pub(super) before: Option<&'s Node>,
    pub(super) event: &'s Event,
}

/// The names of the stages, in order.
pub(super) fn stages(given: Option<&Node>) -> Vec<String> {
    let scalars = given.map(scalars_of).unwrap_or_default();
    let mut names: Vec<String> = scalars.into_iter().map(|scalar| scalar.text).collect();
    if names.is_empty() {
        names = ["build", "test", "deploy"].map(str::to_owned).into();
    }
    names.insert(0, ".pre".to_owned());
    names.push(".post".to_owned());
    names
}

/// A job with what it extends.
pub(super) fn extended(entries: &BTreeMap<String, (Key, Node)>, node: &Node) -> Node {
    let mut whole = node.clone();
    let mut names: Vec<String> = bases(node);
    let mut left = MAX_EXTENDS;
    // The last of several bases wins over those before it, and the job over all.
    while let Some(name) = names.pop() {
        if left == 0 {
            break;
        }
        left -= 1;
        if let Some((_, base)) = entries.get(&name) {
            merge(&mut whole, base);
            names.extend(bases(base));
        }
    }
    whole
}

fn bases(node: &Node) -> Vec<String> {
    let given = node.get("extends").map(scalars_of).unwrap_or_default();
    given.into_iter().map(|scalar| scalar.text).collect()
}

/// Adds what a base has and the job has not; mappings are merged, lists are not.
fn merge(whole: &mut Node, base: &Node) {
    let (Kind::Mapping(own), Kind::Mapping(others)) = (&mut whole.kind, &base.kind) else {
        return;
    };
    for (key, value) in others {
        match own.iter_mut().find(|(known, _)| known.text == key.text) {
            Some((_, known)) => merge(known, value),
            None => own.push((key.clone(), value.clone())),
        }
    }
}

/// How a job is started.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Start {
    /// Whether a person starts it.
    is_manual: bool,
    doubt: Option<Cause>,
}

/// Whether rules let a job, or a pipeline, run: the first that holds decides.
pub(super) fn decide(rules: &Node, variables: &Variables, usual: &str) -> Option<Start> {
    let mut doubt = None;
    let values = variables.values();
    for rule in rules.elements() {
        let condition = rule.get("if").and_then(scalar_of);
        let holds = condition.map_or(Truth::Yes, |it| match truth(&it.text, &values) {
            Truth::Open(cause) => Truth::Open(cause.or_at(it.span)),
            known => known,
        });
        let when = rule.get("when").and_then(Node::as_str).unwrap_or(usual);
        let start = |doubt: Option<Cause>| Start {
            is_manual: when == "manual",
            doubt,
        };
        match holds {
            Truth::No => {}
            Truth::Yes if when == "never" => return None,
            Truth::Yes => return Some(start(doubt)),
            Truth::Open(cause) if when == "never" => doubt = doubt.or(Some(cause)),
            Truth::Open(cause) => return Some(start(doubt.or(Some(cause)))),
        }
    }
    None
}

/// Whether a job runs at an event.
fn start(setting: &Setting<'_>, node: &Node, variables: &Variables) -> Option<Start> {
    let usual = node
        .get("when")
        .and_then(Node::as_str)
        .unwrap_or("on_success");
    if let Some(rules) = node.get("rules") {
        return decide(rules, variables, usual);
    }
    let is_request = setting.event.occasion == Occasion::PullRequest;
    let named = |name: &str| {
        let given = node.get(name)?;
        let refs = given.get("refs").unwrap_or(given);
        Some(
            scalars_of(refs)
                .into_iter()
                .map(|it| it.text)
                .collect::<Vec<_>>(),
        )
    };
    let fits = |refs: &[String]| {
        let of_event: &[&str] = match setting.event.occasion {
            Occasion::PullRequest => &["merge_requests"],
            Occasion::Tag => &["tags"],
            Occasion::Branch => &["branches", "pushes", "main", "master", "$CI_DEFAULT_BRANCH"],
            Occasion::Person => &["branches", "web"],
            Occasion::Other => &["schedules", "branches", "main", "master"],
            _ => &["branches", "pushes"],
        };
        refs.iter().any(|name| of_event.contains(&name.as_str()))
    };
    let runs = match (named("only"), named("except")) {
        (Some(only), _) => fits(&only),
        (None, Some(except)) => !is_request && !fits(&except),
        // Without rules, a job is not part of a merge request's pipeline.
        (None, None) => !is_request,
    };
    (runs && usual != "never").then_some(Start {
        is_manual: usual == "manual",
        doubt: None,
    })
}

/// The runs of a job, one for each combination of its matrix.
pub(super) fn runs(setting: &Setting<'_>, key: &Key, node: &Node) -> Vec<JobRun> {
    let variables = setting.globals.extended(node.get("variables"));
    let Some(start) = start(setting, node, &variables) else {
        return Vec::new();
    };
    let matrix = node.get("parallel").and_then(|it| it.get("matrix"));
    let combinations = combinations(matrix, &variables);
    combinations
        .iter()
        .map(|variables| one_run(setting, (key, node), variables, &start))
        .collect()
}

fn combinations(matrix: Option<&Node>, variables: &Variables) -> Vec<Variables> {
    let Some(matrix) = matrix else {
        return vec![variables.clone()];
    };
    let mut found = Vec::new();
    for one in matrix.elements() {
        let mut partial = vec![variables.clone()];
        for (name, values) in one.entries() {
            let values = scalars_of(values);
            let mut next = Vec::new();
            for known in &partial {
                for value in &values {
                    let mut known = known.clone();
                    known.set(&name.text, &value.text);
                    next.push(known);
                }
            }
            partial = next;
            partial.truncate(MAX_COMBINATIONS);
        }
        found.extend(partial);
    }
    found.truncate(MAX_COMBINATIONS);
    found
}

fn one_run(
    setting: &Setting<'_>,
    (key, node): (&Key, &Node),
    variables: &Variables,
    start: &Start,
) -> JobRun {
    let environment = node
        .get("environment")
        .and_then(|it| it.get("name").or(Some(it)));
    let environment = environment.and_then(scalar_of);
    let environment = environment.map(|it| (variables.replaced(&it.text), it.span));
    // Whoever starts a job by hand is asked.
    let manual = start.is_manual.then(|| (Phrase::from("manual"), key.span));
    let tags = node.get("tags").map(scalars_of).unwrap_or_default();
    JobRun {
        id: key.text.clone(),
        span: key.span,
        needs: Vec::new(),
        environment: manual.or(environment),
        has_concurrency: node.get("resource_group").is_some(),
        permissions: None,
        runs_on: tags
            .iter()
            .map(|tag| variables.replaced(&tag.text))
            .collect(),
        env: variables.values(),
        steps: vec![step(setting, (key, node), variables)],
        doubt: start.doubt.clone(),
    }
}

/// The script of a job is one step.
fn step(setting: &Setting<'_>, (key, node): (&Key, &Node), variables: &Variables) -> StepRun {
    let before = node.get("before_script");
    let before = before.or_else(|| setting.default.and_then(|it| it.get("before_script")));
    let before = before.or(setting.before);
    let mut lines: Vec<Scalar> = before.map(all_scalars).unwrap_or_default();
    lines.extend(node.get("script").map(all_scalars).unwrap_or_default());
    let mut tasks = Vec::new();
    if node.get("trigger").is_some() || node.get("run").is_some() {
        tasks.push(opaque("another pipeline", key.span));
    }
    let script = Script::of_scalars(setting.sources, &lines, key.span);
    let shell = shell::Setting {
        sources: setting.sources,
        variables: variables.values(),
        folder: Phrase::default(),
    };
    match shell::run(&script, &shell) {
        Ok(ran) => tasks.extend(ran.iter().filter_map(task::of_command)),
        Err(cause) => tasks.push(opaque(
            &format!("the script of the job {} ({cause})", key.text),
            key.span,
        )),
    }
    StepRun {
        span: key.span,
        uses: None,
        env: Vec::new(),
        tasks,
        doubt: None,
    }
}

/// The texts of a list that may hold lists.
fn all_scalars(node: &Node) -> Vec<Scalar> {
    match &node.kind {
        Kind::Sequence(elements) => elements.iter().flat_map(all_scalars).collect(),
        _ => scalar_of(node).into_iter().collect(),
    }
}

fn opaque(what: &str, span: Span) -> Task {
    Task {
        kind: TaskKind::Opaque(what.to_owned()),
        folder: Phrase::default(),
        workspace: None,
        span,
        doubt: None,
    }
}

/// The jobs that `needs` names.
pub(super) fn needed(needs: &Node, jobs: &[JobRun]) -> Vec<usize> {
    let names = needs
        .elements()
        .iter()
        .filter_map(|need| need.get("job").or(Some(need))?.as_str());
    let names: Vec<&str> = names.collect();
    let all = jobs.iter().enumerate();
    all.filter(|(_, job)| names.contains(&job.id.as_str()))
        .map(|(at, _)| at)
        .collect()
}

/// What is included from elsewhere may do anything.
pub(super) fn elsewhere(file: FileId, cause: &Cause) -> JobRun {
    let span = cause.at.unwrap_or(Span::file_start(file));
    JobRun {
        id: "include".to_owned(),
        span,
        needs: Vec::new(),
        environment: None,
        has_concurrency: false,
        permissions: None,
        runs_on: Vec::new(),
        env: BTreeMap::new(),
        steps: vec![StepRun {
            span,
            uses: None,
            env: Vec::new(),
            tasks: vec![opaque("what is included from elsewhere", span)],
            doubt: None,
        }],
        doubt: None,
    }
}
