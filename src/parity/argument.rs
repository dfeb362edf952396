//! What an argument is about, by its path and by what both sides say.

use crate::eval::Value;

use super::both::Both;
use super::class::{Class, class_of};
use super::leaf::Leaf;

pub(super) fn class_at(kind: &str, path: &str, leaf: &Leaf) -> Class {
    let first = path.split('.').next().unwrap_or(path);
    if matches!(first, "tags" | "tags_all") {
        return Class::Identity;
    }
    // What a variable is called makes the system; what it says is of the environment.
    let is_on_both = leaf.values.reference.is_some() && leaf.values.other.is_some();
    if is_on_both && is_variable(kind, path) {
        return Class::Identity;
    }
    class_of(kind, class_path(path))
}

/// Whether a path is that of a variable of the environment in which a program runs.
fn is_variable(kind: &str, path: &str) -> bool {
    let mut parts = path.split('.');
    match kind {
        "aws_ecs_task_definition" => {
            parts.next() == Some("container_definitions")
                && parts.any(|part| matches!(part, "environment" | "secrets"))
        }
        "aws_lambda_function" => path.starts_with("environment.variables."),
        "aws_apprunner_service" => parts.any(|part| part.starts_with("runtime_environment_")),
        "aws_amplify_app" | "aws_amplify_branch" => path.starts_with("environment_variables."),
        _ => false,
    }
}

/// The size of a container is that of its task.
pub(super) fn class_path(path: &str) -> &str {
    let last = path.rsplit('.').next().unwrap_or(path);
    let is_container = path.starts_with("container_definitions.");
    match last {
        "cpu" if is_container => "cpu",
        "memory" | "memoryReservation" if is_container => "memory",
        _ => path,
    }
}

pub(super) fn rule_of(path: &str) -> &'static str {
    let first = path.split('.').next().unwrap_or(path);
    match first {
        "container_definitions" => "parity-container",
        "policy" | "assume_role_policy" | "access_policy" | "inline_policy" | "key_policy" => {
            "parity-policy"
        }
        _ => "parity-resource-value",
    }
}

/// A path without positions and keys, as [`crate::graph::Node::argument`] takes it.
pub(super) fn plain(path: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0;
    for c in path.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Whether a path is that of a key which encrypts.
pub(super) fn is_key(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|it| it.contains("kms"))
}

/// Whether one side names a key, a certificate or another thing that the other has none of: which one it is belongs to
/// the environment, that there is one does not.
pub(super) fn is_thing_missing(path: &str, leaf: &Leaf) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    let is_thing = ["kms", "certificate"].iter().any(|it| last.contains(it))
        || last.ends_with("_arn")
        || last.ends_with("_id");
    is_thing && (leaf.values.reference.is_none() || leaf.values.other.is_none())
}

/// Whether both values are ARNs of the same kind of thing that differ in an id which AWS gave: which connection or
/// certificate it is belongs to the environment.
pub(super) fn are_own_arns(values: &Both<Option<Value>>) -> bool {
    let parts = values.map(|value| {
        let text = value.as_ref()?.as_str()?;
        let mut parts = text.splitn(6, ':');
        let service = (parts.next() == Some("arn"))
            .then(|| parts.nth(1))
            .flatten()?;
        let (kind, id) = parts.nth(2)?.split_once(['/', ':'])?;
        Some((service, kind, id))
    });
    let is_given =
        |id: &str| id.len() >= 20 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    match parts.both() {
        Some(Both { reference, other }) => {
            (reference.0, reference.1) == (other.0, other.1)
                && is_given(reference.2)
                && is_given(other.2)
        }
        None => false,
    }
}
