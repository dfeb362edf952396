//! Which arguments name things that belong to one environment.

use crate::address::ResourceMode;
use crate::repo::Resource;

use super::arguments::{Argument, Given, Owner, normal};

/// What an argument says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    /// The environment itself: `environment`, or a tag of that name.
    Environment,
    /// A log group.
    LogGroup,
    /// An image or its repository.
    Image,
    /// A secret or parameter.
    Secret,
    /// The name of something that a module makes or uses.
    Name,
}

impl Input {
    /// Where it ends: an image's tag says which build it is and not whose.
    pub(super) fn end(self, given: &Given) -> usize {
        let text = given.as_str();
        if self != Self::Image {
            return text.len();
        }
        let path = text.find('@').unwrap_or(text.len());
        let name = text[..path].rfind('/').map_or(0, |at| at + 1);
        text[name..path].find(':').map_or(path, |at| name + at)
    }
}

/// Where in a value the part begins that names something: in an ARN that is the resource.
pub(super) fn start(given: &Given) -> usize {
    let text = given.as_str();
    if !text.starts_with("arn:") {
        return 0;
    }
    text.match_indices(':').nth(4).map_or(0, |(at, _)| at + 1)
}

/// Whether an argument may be an input of some kind, so that its value is worth knowing.
pub(super) fn is_interesting(argument: &Argument<'_>) -> bool {
    let holds_tags = argument.path.iter().any(|name| is_tags(name));
    let may_hold_objects = match argument.owner {
        Owner::Call(_) => true,
        Owner::Provider(_) | Owner::Resource(_) => holds_tags,
        _ => false,
    };
    (may_hold_objects && argument.is_reference())
        || kind(argument, &argument.key(), argument.depth(), holds_tags).is_some()
}

/// What the value of an argument says; `None` where it names nothing, or in free text.
pub(super) fn input(argument: &Argument<'_>, given: &Given) -> Option<Input> {
    let names: Vec<&str> = given.path.split('.').collect();
    let holds_tags = names.iter().any(|name| is_tags(name));
    let kind = kind(argument, &given.key(), names.len(), holds_tags)?;
    let text = given.as_str();
    let is_free = text.contains(char::is_whitespace) || text.contains("://") || text.contains('@');
    let is_listed = given.path.ends_with(']');
    match kind {
        Input::Environment => (!is_listed && !is_free).then_some(kind),
        Input::Image => {
            (!text.contains(char::is_whitespace) && !text.contains("://")).then_some(kind)
        }
        Input::Name => (!is_free && !text.starts_with("arn:")).then_some(kind),
        Input::LogGroup | Input::Secret => (!is_free).then_some(kind),
    }
}

fn is_tags(name: &str) -> bool {
    matches!(name, "tags" | "default_tags" | "tags_all" | "common_tags")
}

fn kind(argument: &Argument<'_>, key: &str, depth: usize, holds_tags: bool) -> Option<Input> {
    if is_environment(key) {
        let is_own = match argument.owner {
            Owner::Call(_) | Owner::Variable(_) | Owner::Local(_) => depth == 1 || holds_tags,
            Owner::Provider(_) | Owner::Resource(_) => holds_tags,
        };
        return is_own.then_some(Input::Environment);
    }
    if holds_tags {
        return None;
    }
    if let Owner::Resource(resource) = argument.owner
        && depth == 1
    {
        return of_resource(resource, key);
    }
    if matches!(argument.owner, Owner::Provider(_)) {
        return None;
    }
    let is_secret = argument.path.iter().any(|name| normal(name) == "secrets");
    let holds_groups = argument.root_key().starts_with("log_group");
    match by_key(key) {
        Some(input) => Some(input),
        None if is_secret => Some(Input::Secret),
        None if holds_groups => Some(Input::LogGroup),
        None => of_call(argument, key),
    }
}

/// What a string in a data file says.
pub(super) fn data_input(given: &Given) -> Option<Input> {
    let text = given.as_str();
    let is_free = text.contains(char::is_whitespace) || text.contains("://");
    by_key(&given.key()).filter(|_| !is_free)
}

/// What is told by the last name alone.
fn by_key(key: &str) -> Option<Input> {
    match key {
        "awslogs_group"
        | "log_group"
        | "log_group_name"
        | "log_group_prefix"
        | "cloudwatch_log_group_name" => Some(Input::LogGroup),
        "image"
        | "image_uri"
        | "image_name"
        | "container_image"
        | "docker_image"
        | "image_repository"
        | "repository_url"
        | "repository_name"
        | "ecr_repository"
        | "ecr_repository_name" => Some(Input::Image),
        "valuefrom" | "value_from" | "secret_name" | "secret_arn" | "secret_id"
        | "parameter_name" | "ssm_parameter_name" => Some(Input::Secret),
        _ => None,
    }
}

fn is_environment(key: &str) -> bool {
    matches!(
        key,
        "environment" | "env" | "stage" | "environment_name" | "env_name"
    )
}

fn of_resource(resource: &Resource<'_>, key: &str) -> Option<Input> {
    if resource.mode == ResourceMode::Ephemeral {
        return None;
    }
    let is_name = matches!(
        key,
        "name" | "name_prefix" | "arn" | "secret_id" | "path" | "repository_name"
    );
    let kind = match resource.kind {
        "aws_cloudwatch_log_group" | "aws_cloudwatch_log_subscription_filter" => Input::LogGroup,
        "aws_ecr_repository" | "aws_ecr_image" | "aws_ecr_lifecycle_policy" => Input::Image,
        "aws_secretsmanager_secret"
        | "aws_secretsmanager_secret_version"
        | "aws_ssm_parameter"
        | "aws_ssm_parameters_by_path" => Input::Secret,
        _ => return None,
    };
    let is_group = kind == Input::LogGroup && key == "log_group_name";
    (is_group || (is_name && resource.kind != "aws_cloudwatch_log_subscription_filter"))
        .then_some(kind)
}

/// Names that a stack gives to the modules it calls. What modules give to each other comes from there or is judged
/// where it becomes the name of something.
fn of_call(argument: &Argument<'_>, key: &str) -> Option<Input> {
    if !matches!(argument.owner, Owner::Call(_)) || !argument.visit.is_root() {
        return None;
    }
    // Names of the domain name system, of people and of files follow customs of their own.
    let elsewhere = [
        "domain", "zone", "host", "dns", "record", "user", "file", "display", "key", "email",
        "variable", "db", "database", "workflow", "branch", "common",
    ];
    let words: Vec<&str> = key.split('_').collect();
    if words.iter().any(|word| elsewhere.contains(word)) {
        return None;
    }
    let last = words.last().copied().unwrap_or_default();
    let is_name = matches!(
        last,
        "name" | "prefix" | "identifier" | "cluster" | "bucket" | "namespace"
    );
    // In a list of variables for a container, `name` is the variable's.
    let mut within = argument.path.iter().rev().skip(1).map(|name| normal(name));
    let is_variable = within.any(|name| {
        name.contains("environment") || name.contains("env_var") || name.contains("secret")
    });
    (is_name && !is_variable).then_some(Input::Name)
}
