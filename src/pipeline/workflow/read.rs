//! From YAML to workflows. What does not have the form that GitHub wants is passed over: GitHub says so itself.

use super::{Action, Defaults, Entries, Filter, Job, Permissions, Scalar, Step, Trigger, Workflow};
use crate::data::{Key, Kind, Node};
use crate::source::FileId;

/// The workflow that a document is; `None` where it has no jobs.
pub(in super::super) fn workflow(file: FileId, path: &str, document: &Node) -> Option<Workflow> {
    let jobs = document.get("jobs")?.entries();
    Some(Workflow {
        file,
        path: path.to_owned(),
        name: document
            .get("name")
            .and_then(scalar)
            .map_or_else(|| path.to_owned(), |name| name.text),
        triggers: triggers(document),
        permissions: permissions(document),
        concurrency: document.entry("concurrency").map(|(key, _)| key.span),
        env: entries(document, "env"),
        defaults: defaults(document),
        jobs: jobs.iter().map(|(key, node)| job(key, node)).collect(),
    })
}

/// The action that a document is.
pub(in super::super) fn action(file: FileId, document: &Node) -> Action {
    let runs = document.get("runs");
    let is_composite = runs
        .and_then(|runs| runs.get("using"))
        .and_then(Node::as_str)
        == Some("composite");
    let composite = runs.filter(|_| is_composite);
    Action {
        file,
        inputs: inputs(document),
        steps: composite.map(steps),
    }
}

/// `on`, which YAML 1.1 reads as `true`.
fn triggers(document: &Node) -> Vec<Trigger> {
    let Some(node) = document.get("on").or_else(|| document.get("true")) else {
        return Vec::new();
    };
    let plain = |node: &Node| {
        let scalar = scalar(node)?;
        Some(Trigger {
            name: scalar.text,
            span: Some(scalar.span),
            ..Trigger::default()
        })
    };
    match &node.kind {
        Kind::Sequence(elements) => elements.iter().filter_map(plain).collect(),
        Kind::Mapping(events) => events
            .iter()
            .map(|(key, node)| trigger(key, node))
            .collect(),
        _ => plain(node).into_iter().collect(),
    }
}

fn trigger(key: &Key, node: &Node) -> Trigger {
    let filter = |only: &str, without: &str| match (node.get(only), node.get(without)) {
        (Some(patterns), _) => Filter::Only(texts(patterns)),
        (None, Some(_)) => Filter::Without,
        (None, None) => Filter::None,
    };
    Trigger {
        name: key.text.clone(),
        span: Some(key.span),
        branches: filter("branches", "branches-ignore"),
        tags: filter("tags", "tags-ignore"),
        types: node.get("types").map(texts),
        inputs: inputs(node),
    }
}

fn inputs(node: &Node) -> Vec<(String, Option<Node>)> {
    let inputs = node.get("inputs").map_or(&[][..], Node::entries).iter();
    let input = |(key, value): &(Key, Node)| (key.text.clone(), value.get("default").cloned());
    inputs.map(input).collect()
}

fn permissions(node: &Node) -> Option<Permissions> {
    let given = node.get("permissions")?;
    if let Some(all) = given.as_str() {
        return Some(Permissions::All(all.to_owned()));
    }
    let scopes = given.entries().iter();
    let scope = |(key, value): &(Key, Node)| Some((key.text.clone(), scalar(value)?.text));
    Some(Permissions::Scopes(scopes.filter_map(scope).collect()))
}

fn defaults(node: &Node) -> Defaults {
    let run = node
        .get("defaults")
        .and_then(|defaults| defaults.get("run"));
    let part = |name: &str| run.and_then(|run| run.get(name)).and_then(scalar);
    Defaults {
        folder: part("working-directory"),
        shell: part("shell"),
    }
}

fn job(key: &Key, node: &Node) -> Job {
    let part = |name: &str| node.get(name).and_then(scalar);
    let list = |name: &str| node.get(name).map(scalars).unwrap_or_default();
    let named = |name: &str| {
        let given = node.get(name)?;
        scalar(given).or_else(|| given.get("name").and_then(scalar))
    };
    let runner = node.get("runs-on");
    let labels = runner.and_then(|runner| runner.get("labels"));
    Job {
        id: key.text.clone(),
        span: key.span,
        needs: list("needs"),
        condition: part("if"),
        matrix: node
            .get("strategy")
            .and_then(|strategy| strategy.get("matrix"))
            .cloned(),
        environment: named("environment"),
        permissions: permissions(node),
        concurrency: node.entry("concurrency").map(|(key, _)| key.span),
        env: entries(node, "env"),
        defaults: defaults(node),
        runs_on: labels.or(runner).map(scalars).unwrap_or_default(),
        uses: part("uses"),
        with: entries(node, "with"),
        outputs: entries(node, "outputs"),
        steps: steps(node),
    }
}

fn steps(node: &Node) -> Vec<Step> {
    let steps = node.get("steps").map_or(&[][..], Node::elements);
    steps.iter().filter_map(step).collect()
}

fn step(node: &Node) -> Option<Step> {
    let first = node.entries().iter().map(|(key, _)| key.span).min()?;
    let part = |name: &str| node.get(name).and_then(scalar);
    Some(Step {
        span: first,
        id: part("id").map(|id| id.text),
        uses: part("uses"),
        with: entries(node, "with"),
        run: part("run"),
        condition: part("if"),
        env: entries(node, "env"),
        folder: part("working-directory"),
        shell: part("shell"),
    })
}

pub(in super::super) fn entries(node: &Node, name: &str) -> Entries {
    let given = node.get(name).map_or(&[][..], Node::entries).iter();
    let entry = |(key, value): &(Key, Node)| Some((key.text.clone(), scalar(value)?));
    given.filter_map(entry).collect()
}

/// A text as it is written, numbers and booleans as YAML reads them.
pub(in super::super) fn scalar(node: &Node) -> Option<Scalar> {
    let text = match &node.kind {
        Kind::Null => String::new(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(text) | Kind::String(text) => text.clone(),
        _ => return None,
    };
    Some(Scalar {
        text,
        span: node.span,
    })
}

/// One text, or a list of them.
pub(in super::super) fn scalars(node: &Node) -> Vec<Scalar> {
    match &node.kind {
        Kind::Sequence(elements) => elements.iter().filter_map(scalar).collect(),
        _ => scalar(node).into_iter().collect(),
    }
}

fn texts(node: &Node) -> Vec<String> {
    scalars(node)
        .into_iter()
        .map(|scalar| scalar.text)
        .collect()
}
