//! GitLab's pipelines: `.gitlab-ci.yml` with the files of the repository that it includes.

mod condition;
mod job;
mod variables;

use std::collections::BTreeMap;

use super::event::{Event, Occasion};
use super::execution::{Execution, JobRun};
use super::phrase::{Cause, Phrase, Piece};
use super::{Pipelines, document};
use crate::data::{Key, Kind, Node};
use crate::source::{FileId, Sources};

const FILE: &str = ".gitlab-ci.yml";
/// How many files may be included.
const MAX_FILES: usize = 64;

/// Keys at the top that are no jobs.
const KEYWORDS: [&str; 14] = [
    "stages",
    "variables",
    "workflow",
    "default",
    "include",
    "image",
    "services",
    "before_script",
    "after_script",
    "cache",
    "pages",
    "spec",
    "types",
    "true",
];

/// The files of a pipeline, put together.
#[derive(Default)]
struct Whole {
    /// Every key at the top; later ones replace earlier ones of the same name.
    entries: BTreeMap<String, (Key, Node)>,
    /// What is included from elsewhere, and where.
    elsewhere: Option<Cause>,
}

impl Whole {
    fn get(&self, name: &str) -> Option<&Node> {
        self.entries.get(name).map(|(_, node)| node)
    }

    /// The jobs that are run, in order of their places.
    fn jobs(&self) -> Vec<&(Key, Node)> {
        let jobs = self.entries.iter().filter(|(name, (_, node))| {
            let is_job = !KEYWORDS.contains(&name.as_str()) && !name.starts_with('.');
            is_job && matches!(node.kind, Kind::Mapping(_))
        });
        let mut jobs: Vec<&(Key, Node)> = jobs.map(|(_, entry)| entry).collect();
        jobs.sort_by_key(|(key, _)| key.span);
        jobs
    }
}

/// Adds what `.gitlab-ci.yml` says.
pub(super) fn read(sources: &Sources, pipelines: &mut Pipelines) {
    let Some(file) = sources.find_file(FILE) else {
        return;
    };
    let mut whole = Whole::default();
    let mut pending = vec![file];
    while let Some(next) = pending.pop() {
        if pipelines.files.contains(&next) || pipelines.files.len() > MAX_FILES {
            continue;
        }
        pipelines.files.push(next);
        match document(sources, next) {
            Ok(node) => take(sources, &node, &mut whole, &mut pending),
            Err(cause) => pipelines.unread.push((next, cause)),
        }
    }
    for event in events() {
        let jobs = run(sources, file, &whole, &event);
        if !jobs.is_empty() {
            pipelines.executions.push(Execution { file, event, jobs });
        }
    }
}

/// Adds a file. What it includes does not replace what it says itself.
fn take(sources: &Sources, node: &Node, whole: &mut Whole, pending: &mut Vec<FileId>) {
    for (key, value) in node.entries() {
        let entry = (key.clone(), value.clone());
        whole.entries.entry(key.text.clone()).or_insert(entry);
    }
    let Some(include) = node.get("include") else {
        return;
    };
    let given: Vec<&Node> = match &include.kind {
        Kind::Sequence(elements) => elements.iter().collect(),
        _ => vec![include],
    };
    for one in given {
        let local = one.get("local").or(Some(one)).and_then(Node::as_str);
        let path = local.map(|path| path.trim_start_matches('/'));
        match path.and_then(|path| sources.find_file(path)) {
            Some(file) => pending.push(file),
            None => {
                let cause = Cause::new("a part of the pipeline is not in this repository");
                whole.elsewhere.get_or_insert(cause.or_at(one.span));
            }
        }
    }
}

/// The ways in which a pipeline is started: a merge request, the default branch, another one, a tag, a schedule, and by
/// hand.
fn events() -> Vec<Event> {
    let hole = |beginning: &str, cause: &str| {
        let mut phrase = Phrase::from(beginning);
        phrase.push(Piece::Open(Cause::new(cause)));
        phrase
    };
    let branch = || hole("refs/heads/", "any branch");
    [
        ("merge_request_event", branch(), Occasion::PullRequest),
        (
            "push",
            hole("refs/heads/", "the default branch"),
            Occasion::Branch,
        ),
        ("push", branch(), Occasion::AnyBranch),
        ("push", hole("refs/tags/", "any tag"), Occasion::Tag),
        (
            "schedule",
            hole("refs/heads/", "the default branch"),
            Occasion::Other,
        ),
        ("web", branch(), Occasion::Person),
    ]
    .map(|(name, reference, occasion)| Event::of_gitlab(name, reference, occasion))
    .into()
}

/// The jobs of a pipeline, each after those that it waits for.
fn run(sources: &Sources, file: FileId, whole: &Whole, event: &Event) -> Vec<JobRun> {
    let known = variables::of_event(event);
    let globals = known.extended(whole.get("variables"));
    if let Some(rules) = whole.get("workflow").and_then(|it| it.get("rules"))
        && job::decide(rules, &globals, "on_success").is_none()
    {
        return Vec::new();
    }
    let mut found: Vec<JobRun> = Vec::new();
    // By stage, the jobs that are in it.
    let mut stages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let order = job::stages(whole.get("stages"));
    let mut jobs: Vec<(usize, &Key, Node)> = Vec::new();
    for (key, node) in whole.jobs() {
        let merged = job::extended(&whole.entries, node);
        let stage = merged.get("stage").and_then(Node::as_str).unwrap_or("test");
        let at = order
            .iter()
            .position(|name| name == stage)
            .unwrap_or(order.len());
        jobs.push((at, key, merged));
    }
    jobs.sort_by_key(|(stage, ..)| *stage);
    for (stage, key, node) in &jobs {
        let setting = job::Setting {
            sources,
            globals: &globals,
            default: whole.get("default"),
            before: whole.get("before_script"),
            event,
        };
        let mut runs = job::runs(&setting, key, node);
        for run in &mut runs {
            run.needs = match node.get("needs") {
                Some(needs) => job::needed(needs, &found),
                None => stages
                    .range(..stage)
                    .flat_map(|(_, jobs)| jobs.clone())
                    .collect(),
            };
        }
        for run in runs {
            stages.entry(*stage).or_default().push(found.len());
            found.push(run);
        }
    }
    if let (Some(cause), false) = (&whole.elsewhere, found.is_empty()) {
        found.push(job::elsewhere(file, cause));
    }
    found
}
