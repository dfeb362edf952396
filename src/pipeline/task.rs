//! What commands do that matters here: Terraform's and Docker's own, and what may be anything.

use super::path::join;
use super::phrase::{Cause, Phrase};
use super::shell::Ran;
use crate::source::Span;

/// What one command, or one action, does.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// What it is.
    pub kind: TaskKind,
    /// The folder in which it is done.
    pub folder: Phrase,
    /// The workspace of Terraform, where it is named.
    pub workspace: Option<Phrase>,
    /// Where it is written.
    pub span: Span,
    /// Why it may not be done.
    pub doubt: Option<Cause>,
}

/// The kinds of tasks.
#[derive(Debug, Clone, PartialEq)]
pub enum TaskKind {
    /// A command of Terraform, OpenTofu or Terragrunt.
    Terraform(Terraform),
    /// `docker build`
    Build(Build),
    /// `docker push`, with the image.
    Push(Phrase),
    /// `docker tag`, from and to.
    Tag(Phrase, Phrase),
    /// `pre-commit run`
    Hooks,
    /// This program, or another linter of Terraform's.
    Lint,
    /// It may do anything; what it is.
    Opaque(String),
}

/// A command of Terraform's.
#[derive(Debug, Clone, PartialEq)]
pub struct Terraform {
    /// The program.
    pub program: String,
    /// Such as `plan`.
    pub command: String,
    /// What follows it.
    pub arguments: Vec<Phrase>,
    /// Whether it is done in every folder below: `terragrunt run --all`.
    pub is_everywhere: bool,
}

/// `docker build`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Build {
    /// The folder that is sent.
    pub context: Option<Phrase>,
    /// The Dockerfile, where it is named.
    pub file: Option<Phrase>,
    /// The names that the image gets.
    pub tags: Vec<Phrase>,
    /// `--platform`
    pub platforms: Option<Phrase>,
    /// Whether it is pushed at once.
    pub is_pushed: bool,
}

impl Terraform {
    /// Whether it changes what there is.
    pub fn applies(&self) -> bool {
        self.command == "apply"
    }

    /// Whether it tells what would change.
    pub fn plans(&self) -> bool {
        self.command == "plan"
    }

    /// Whether an argument is there.
    pub fn has(&self, flag: &str) -> bool {
        self.arguments
            .iter()
            .any(|argument| argument.known() == Some(flag))
    }
}

/// The task that a command is; `None` where it is none that matters.
pub(super) fn of_command(ran: &Ran) -> Option<Task> {
    let words = without_wrappers(&ran.words);
    let first = words.first()?;
    let task = |kind: TaskKind, folder: Phrase| Task {
        kind,
        folder,
        workspace: ran.workspace.clone(),
        span: ran.span,
        doubt: ran.doubt.clone(),
    };
    let here = || ran.folder.clone();
    let Some(name) = first.known() else {
        let what = format!("a command that is not known, {}", first.shown());
        return Some(task(TaskKind::Opaque(what), here()));
    };
    let program = name.rsplit('/').next().unwrap_or(name);
    match program {
        "terraform" | "tofu" | "terragrunt" | "terramate" => {
            let (terraform, folder) = terraform(program, &words[1..], &ran.folder)?;
            Some(task(TaskKind::Terraform(terraform), folder))
        }
        // GitLab's own wrapper goes to the folder that TF_ROOT names.
        "gitlab-terraform" | "gitlab-tofu" => {
            let (terraform, _) = terraform("terraform", &words[1..], &ran.folder)?;
            let folder = Phrase::open(Cause::new("TF_ROOT says where it is done"));
            Some(task(TaskKind::Terraform(terraform), folder))
        }
        "docker" | "podman" | "buildah" => {
            if let Some(terraform) = in_container(&words[1..]) {
                let cause = Cause::new("it is done in a folder of a container");
                return Some(task(TaskKind::Terraform(terraform), Phrase::open(cause)));
            }
            let kind = docker(&words[1..], &ran.folder)?;
            Some(task(kind, here()))
        }
        "pre-commit" | "prek" => Some(task(TaskKind::Hooks, here())),
        "iaclint" | "tflint" => Some(task(TaskKind::Lint, here())),
        _ if may_do_anything(name, program) => {
            let words: Vec<String> = words.iter().take(2).map(Phrase::shown).collect();
            Some(task(
                TaskKind::Opaque(format!("`{}`", words.join(" "))),
                here(),
            ))
        }
        _ => None,
    }
}

/// A command without what only runs it: `sudo`, `time`, `env X=1`, `aws-vault exec name --`.
fn without_wrappers(words: &[Phrase]) -> &[Phrase] {
    let mut words = words;
    for _ in 0..8 {
        let Some(name) = words.first().and_then(Phrase::known) else {
            return words;
        };
        let after_dashes = || {
            let at = words.iter().position(|word| word.known() == Some("--"))?;
            words.get(at + 1..)
        };
        let rest = match name {
            "sudo" | "time" | "exec" | "command" | "nohup" => words.get(1..),
            "timeout" | "retry" => words.get(2..),
            "env" => {
                let is_setting = |word: &&Phrase| {
                    word.shown().contains('=') || word.beginning().starts_with('-')
                };
                let settings = words[1..].iter().take_while(is_setting).count();
                words.get(1 + settings..)
            }
            "aws-vault" | "doppler" | "op" | "chamber" | "infisical" | "mise" | "nix" => {
                after_dashes()
            }
            _ => None,
        };
        match rest {
            Some(rest) if !rest.is_empty() => words = rest,
            _ => return words,
        }
    }
    words
}

/// What runs other programs that are not looked into.
fn may_do_anything(name: &str, program: &str) -> bool {
    let runners = [
        "make",
        "just",
        "task",
        "mage",
        "rake",
        "bash",
        "sh",
        "zsh",
        "eval",
        "source",
        ".",
        "xargs",
        "parallel",
        "npm",
        "npx",
        "yarn",
        "pnpm",
        "poetry",
        "uv",
        "pipenv",
        "nox",
        "tox",
        "invoke",
        "python",
        "python3",
        "node",
        "ruby",
        "go",
        "dagger",
        "earthly",
        "bazel",
        "atmos",
        "leverage",
        "ansible-playbook",
        "digger",
        "spacectl",
    ];
    let is_system = ["/usr/", "/bin/", "/opt/", "/etc/"]
        .iter()
        .any(|folder| name.starts_with(folder));
    runners.contains(&program) || (name.contains('/') && !is_system)
}

fn terraform(program: &str, words: &[Phrase], folder: &Phrase) -> Option<(Terraform, Phrase)> {
    let mut folder = folder.clone();
    let mut rest = words;
    let mut is_everywhere = false;
    let outside = || Phrase::open(Cause::new("it is done in a folder outside the repository"));
    let mut enter = |target: &Phrase| folder = join(&folder, target).unwrap_or_else(outside);
    while let Some((word, behind)) = rest.split_first() {
        if let Some(target) = flag_value(word, "-chdir=").or_else(|| flag_value(word, "--chdir=")) {
            enter(&target);
        } else if !word.beginning().starts_with('-') {
            break;
        }
        rest = behind;
    }
    let mut command = rest.first()?.known()?.to_owned();
    let mut arguments = rest[1..].to_vec();
    if program == "terragrunt" {
        for (at, word) in arguments.iter().enumerate() {
            let names = [
                "--terragrunt-working-dir",
                "--working-dir",
                "--queue-include-dir",
            ];
            let given = names.iter().find_map(|name| {
                let behind = || arguments.get(at + 1).cloned();
                let separate = (word.known() == Some(name)).then(behind).flatten();
                separate.or_else(|| flag_value(word, &format!("{name}=")))
            });
            if let Some(target) = given {
                enter(&target);
            }
        }
        if let Some(whole) = command.strip_suffix("-all") {
            command = whole.to_owned();
            is_everywhere = true;
        } else if matches!(command.as_str(), "run" | "run-all") {
            is_everywhere = command == "run-all"
                || arguments
                    .iter()
                    .any(|it| matches!(it.known(), Some("--all" | "-a")));
            let is_command = |word: &&Phrase| !word.beginning().starts_with('-');
            let inner = arguments.iter().find(is_command)?;
            inner.known()?.clone_into(&mut command);
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    Some((
        Terraform {
            program: program.to_owned(),
            command,
            arguments,
            is_everywhere,
        },
        folder,
    ))
}

/// What stands behind a flag in the same word.
fn flag_value(word: &Phrase, flag: &str) -> Option<Phrase> {
    let rest = word.beginning().strip_prefix(flag)?;
    let mut value = Phrase::from(rest);
    for piece in word.pieces().iter().skip(1) {
        value.push(piece.clone());
    }
    Some(value)
}

/// Images whose program is Terraform, by the end of their names.
const IMAGES: [(&str, &str); 4] = [
    ("hashicorp/terraform", "terraform"),
    ("opentofu/opentofu", "tofu"),
    ("alpine/terragrunt", "terragrunt"),
    ("devopsinfra/docker-terragrunt", "terragrunt"),
];

/// `docker run … hashicorp/terraform apply`
fn in_container(words: &[Phrase]) -> Option<Terraform> {
    if words.first()?.known() != Some("run") {
        return None;
    }
    let program = |word: &Phrase| {
        let name = word.beginning().split(['@', ':']).next()?;
        // The tag or the digest may be a variable; a name that goes on with one is another image.
        let is_whole = word.known().is_some() || word.beginning().len() > name.len();
        let is_image = |image: &str| {
            name.strip_suffix(image)
                .is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let mut images = IMAGES.iter().filter(|(image, _)| is_image(image));
        images
            .next()
            .filter(|_| is_whole)
            .map(|(_, program)| *program)
    };
    let at = words.iter().position(|word| program(word).is_some())?;
    let entered = |word: &Phrase| word.beginning().starts_with("--entrypoint");
    if words[..at].iter().any(entered) {
        return None;
    }
    let inside = Phrase::open(Cause::new("it is done in a folder of a container"));
    let found = terraform(program(&words[at])?, &words[at + 1..], &inside)?;
    Some(found.0)
}

fn docker(words: &[Phrase], folder: &Phrase) -> Option<TaskKind> {
    let known = |at: usize| words.get(at).and_then(Phrase::known);
    match (known(0)?, known(1)) {
        ("build" | "bud", _) => Some(TaskKind::Build(build(&words[1..], folder, false))),
        ("buildx" | "image" | "builder", Some("build")) => {
            Some(TaskKind::Build(build(&words[2..], folder, false)))
        }
        ("push", _) => Some(TaskKind::Push(last_plain(&words[1..])?)),
        ("image", Some("push")) => Some(TaskKind::Push(last_plain(&words[2..])?)),
        ("tag", _) => Some(TaskKind::Tag(words.get(1)?.clone(), words.get(2)?.clone())),
        ("run" | "compose", _) => {
            let what = format!("`docker {}`", known(0).unwrap_or_default());
            Some(TaskKind::Opaque(what))
        }
        _ => None,
    }
}

fn last_plain(words: &[Phrase]) -> Option<Phrase> {
    let last = words
        .iter()
        .rev()
        .find(|word| !word.beginning().starts_with('-'));
    last.cloned()
}

/// The flags of `docker build` that take no value.
const SWITCHES: [&str; 10] = [
    "--push",
    "--load",
    "--pull",
    "--no-cache",
    "--quiet",
    "-q",
    "--rm",
    "--force-rm",
    "--squash",
    "--debug",
];

fn build(words: &[Phrase], folder: &Phrase, is_pushed: bool) -> Build {
    let mut build = Build {
        is_pushed,
        ..Build::default()
    };
    let inside = |path: &Phrase| {
        let outside = || Phrase::open(Cause::new("it lies outside the repository"));
        join(folder, path).unwrap_or_else(outside)
    };
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !word.beginning().starts_with('-') || word.known() == Some("-") {
            // An address, or what is read from the input, is no folder.
            let is_folder = !word.shown().contains("://") && word.known() != Some("-");
            build.context = is_folder.then(|| inside(word));
            continue;
        }
        let (flag, value) = match word.beginning().split_once('=') {
            Some((flag, _)) => (flag, flag_value(word, &format!("{flag}="))),
            None => (word.beginning(), None),
        };
        if SWITCHES.contains(&flag) {
            build.is_pushed |= flag == "--push";
            continue;
        }
        let value = value.or_else(|| {
            at += 1;
            words.get(at - 1).cloned()
        });
        match (flag, value) {
            ("-t" | "--tag", Some(tag)) => build.tags.push(tag),
            ("-f" | "--file", Some(file)) => build.file = Some(inside(&file)),
            ("--platform", Some(platforms)) => build.platforms = Some(platforms),
            _ => {}
        }
    }
    build
}
