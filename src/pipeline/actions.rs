//! Published actions: what those that are known do.

use super::execution::Used;
use super::path::join;
use super::phrase::{Cause, Phrase};
use super::task::{Build, Task, TaskKind, Terraform};

/// Whose actions run neither Terraform nor a command that a workflow gives them.
const HARMLESS_OWNERS: [&str; 12] = [
    "actions",
    "github",
    "aws-actions",
    "docker",
    "hashicorp",
    "codecov",
    "aquasecurity",
    "bridgecrewio",
    "tfsec",
    "dorny",
    "tj-actions",
    "slackapi",
];

/// Actions that run neither, of owners who have others too.
const HARMLESS: &[&str] = &[
    "astral-sh/setup-uv",
    "autero1/action-terragrunt",
    "denoland/setup-deno",
    "dtolnay/rust-toolchain",
    "gruntwork-io/setup-terragrunt",
    "hadolint/hadolint-action",
    "infracost/actions",
    "infracost/actions/setup",
    "ludeeus/action-shellcheck",
    "marocchino/sticky-pull-request-comment",
    "opentofu/setup-opentofu",
    "oven-sh/setup-bun",
    "peter-evans/create-or-update-comment",
    "peter-evans/create-pull-request",
    "peter-evans/find-comment",
    "pnpm/action-setup",
    "ruby/setup-ruby",
    "softprops/action-gh-release",
    "swatinem/rust-cache",
    "terraform-docs/gh-actions",
    "terraform-linters/setup-tflint",
    "unfor19/install-aws-cli-action",
    "webfactory/ssh-agent",
    "zizmorcore/zizmor-action",
];

/// What a step that uses an action does, in the folder of the job.
pub(super) fn tasks(used: &Used, folder: &Phrase) -> Vec<Task> {
    let task = |kind: TaskKind, folder: Phrase| Task {
        kind,
        folder,
        workspace: None,
        span: used.span,
        doubt: None,
    };
    let name = used.name();
    let owner = name.split('/').next().unwrap_or_default();
    if let Some((command, input)) = terraform_action(name) {
        let target = used.input(input).cloned().unwrap_or_default();
        return vec![task(
            TaskKind::Terraform(terraform(command)),
            inside(folder, &target),
        )];
    }
    match name {
        "docker/build-push-action" => {
            let mut build = build(used, folder);
            let pushed = if build.is_pushed {
                build.tags.clone()
            } else {
                Vec::new()
            };
            build.is_pushed = false;
            let mut found = vec![task(TaskKind::Build(build), folder.clone())];
            found.extend(
                pushed
                    .into_iter()
                    .map(|tag| task(TaskKind::Push(tag), folder.clone())),
            );
            found
        }
        "gruntwork-io/terragrunt-action" => {
            let (kind, folder) = terragrunt(used, folder);
            vec![task(kind, folder)]
        }
        "pre-commit/action" => vec![task(TaskKind::Hooks, folder.clone())],
        _ if HARMLESS_OWNERS.contains(&owner)
            || HARMLESS.contains(&name.to_ascii_lowercase().as_str()) =>
        {
            Vec::new()
        }
        _ => vec![task(
            TaskKind::Opaque(format!("the action {name}")),
            folder.clone(),
        )],
    }
}

/// The command that Gruntwork's action is given.
fn terragrunt(used: &Used, folder: &Phrase) -> (TaskKind, Phrase) {
    let target = used.input("tg_dir").cloned().unwrap_or_default();
    let command = used.input("tg_command").and_then(Phrase::known);
    let words: Vec<&str> = command.unwrap_or_default().split_whitespace().collect();
    let Some(command) = words.iter().rev().find(|word| !word.starts_with('-')) else {
        let what = format!("the action {}", used.name());
        return (TaskKind::Opaque(what), folder.clone());
    };
    let first = words.first().copied().unwrap_or_default();
    let terraform = Terraform {
        program: "terragrunt".to_owned(),
        is_everywhere: first.ends_with("-all") || first == "run",
        ..terraform(command.trim_end_matches("-all"))
    };
    (TaskKind::Terraform(terraform), inside(folder, &target))
}

/// The command that an action runs, and the input that names its folder.
fn terraform_action(name: &str) -> Option<(&'static str, &'static str)> {
    let (owner, rest) = name.split_once('/')?;
    let command = rest
        .strip_prefix("terraform-")
        .or_else(|| rest.strip_prefix("tofu-"))?;
    if owner != "dflook" {
        return None;
    }
    Some(match command {
        "apply" => ("apply", "path"),
        "plan" | "check" => ("plan", "path"),
        "fmt-check" => ("fmt", "path"),
        "validate" => ("validate", "path"),
        _ => return None,
    })
}

fn terraform(command: &str) -> Terraform {
    let arguments = if command == "fmt" {
        vec![Phrase::from("-check")]
    } else {
        Vec::new()
    };
    Terraform {
        program: "terraform".to_owned(),
        command: command.to_owned(),
        arguments,
        is_everywhere: false,
    }
}

fn inside(folder: &Phrase, target: &Phrase) -> Phrase {
    let outside = || Phrase::open(Cause::new("it lies outside the repository"));
    join(folder, target).unwrap_or_else(outside)
}

/// `docker/build-push-action`, whose context is the repository as git has it where none is given.
fn build(used: &Used, folder: &Phrase) -> Build {
    let path = |name: &str| used.input(name).map(|target| inside(folder, target));
    let context = used.input("context");
    let is_address =
        context.is_some_and(|it| it.shown().contains("://") || it.shown().starts_with('{'));
    let tags = used.input("tags").map(lines).unwrap_or_default();
    Build {
        context: if is_address {
            None
        } else {
            path("context").or(Some(Phrase::default()))
        },
        file: path("file"),
        tags,
        platforms: used.input("platforms").cloned(),
        is_pushed: used
            .input("push")
            .is_some_and(|push| push.known() != Some("false")),
    }
}

/// The lines of a list, or its parts between commas.
fn lines(list: &Phrase) -> Vec<Phrase> {
    let mut found = vec![Phrase::default()];
    for piece in list.pieces() {
        let super::phrase::Piece::Text(text) = piece else {
            if let Some(last) = found.last_mut() {
                last.push(piece.clone());
            }
            continue;
        };
        for (at, part) in text.split(['\n', ',']).enumerate() {
            if at > 0 {
                found.push(Phrase::default());
            }
            if let Some(last) = found.last_mut() {
                last.push_text(part.trim());
            }
        }
    }
    found.retain(|line| !line.is_empty());
    found
}
