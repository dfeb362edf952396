//! Modules called at a tag, branch or commit of their own repository, in repositories that git itself made.
//!
//! Where there is no git program the tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use iaclint::config::Config;
use iaclint::engine::{Outcome, Request, check};
use iaclint::plan::{Knowledge, build};
use iaclint::repo::{Repo, Syntax};
use iaclint::schema::Schemas;
use iaclint::source::walk::walk;
use iaclint::source::{Absence, Sources};
use iaclint::suppress::Date;

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Scratch {
    /// An empty repository with a remote of its own; `None` where there is no git program.
    fn new(name: &str) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: there is no git program here");
            return None;
        }
        let path = std::env::temp_dir().join(format!("iaclint-git-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("r")).unwrap();
        let scratch = Self(path);
        git(&scratch.root(), &["init", "-q", "-b", "main"]);
        git(
            &scratch.root(),
            &["remote", "add", "origin", "git@github.com:example/shop.git"],
        );
        Some(scratch)
    }

    fn root(&self) -> PathBuf {
        self.0.join("r")
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn commit(&self) -> String {
        git(&self.root(), &["add", "-A"]);
        git(&self.root(), &["commit", "-q", "-m", "x"]);
        git(&self.root(), &["rev-parse", "HEAD"])
    }

    /// A module whose output is `value` and whose other output comes from a module beside it.
    fn module(&self, value: &str) {
        let own = format!(
            "module \"beside\" {{\n  source = \"../subnet\"\n}}\noutput \"value\" {{\n  value = \"{value} ${{module.beside.value}}\"\n}}\n"
        );
        self.write("modules/vpc/main.tf", &own);
        let beside = format!("output \"value\" {{\n  value = \"beside {value}\"\n}}\n");
        self.write("modules/subnet/main.tf", &beside);
    }

    fn stack(&self, reference: &str) {
        let text = format!(
            "terraform {{\n  backend \"local\" {{}}\n}}\nmodule \"vpc\" {{\n  source = \"git@github.com:example/shop.git//modules/vpc?ref={reference}\"\n}}\noutput \"value\" {{\n  value = module.vpc.value\n}}\n"
        );
        self.write("live/prod/us-east-1/vpc/main.tf", &text);
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder);
    for (name, value) in [
        ("GIT_AUTHOR_NAME", "a"),
        ("GIT_AUTHOR_EMAIL", "a@example.com"),
        ("GIT_COMMITTER_NAME", "a"),
        ("GIT_COMMITTER_EMAIL", "a@example.com"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
    ] {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The output `value` of the only stack; `None` where it is not known.
fn value(root: &Path) -> Option<String> {
    let sources = walk(root).unwrap();
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &Config::default());
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    assert_eq!(plan.stacks.len(), 1);
    let value = &plan.stacks[0].root().outputs["value"];
    value.as_str().map(str::to_owned)
}

fn judge(root: &Path) -> (Sources, Outcome) {
    let sources = walk(root).unwrap();
    let schemas = Schemas::embedded();
    let request = Request {
        rules: iaclint::rules::ALL,
        paths: &[],
        schemas: &[],
        providers: &schemas,
        policies: iaclint::policy::Policies::none(),
        config_text: "",
        honour_ignores: true,
        today: Date {
            year: 2026,
            month: 1,
            day: 1,
        },
    };
    let outcome = check(&sources, &Config::default(), &request).unwrap();
    (sources, outcome)
}

/// A repository with tags `v1` (light) and `v2` (annotated), a branch `feature/x`, and another state checked out. Its
/// second value is the commit of `v1`.
fn history(name: &str) -> Option<(Scratch, String)> {
    let scratch = Scratch::new(name)?;
    let root = scratch.root();
    scratch.module("one");
    let first = scratch.commit();
    git(&root, &["tag", "v1"]);
    scratch.module("two");
    scratch.commit();
    git(&root, &["tag", "-a", "v2", "-m", "second"]);
    git(&root, &["checkout", "-q", "-b", "feature/x"]);
    scratch.module("branch");
    scratch.commit();
    git(&root, &["checkout", "-q", "main"]);
    scratch.module("now");
    scratch.stack("v1");
    scratch.commit();
    Some((scratch, first))
}

fn every_reference_gives_its_own_value(scratch: &Scratch, first: &str, what: &str) {
    for (reference, expected) in [
        ("v1", "one"),
        ("v2", "two"),
        ("refs/tags/v2", "two"),
        ("feature/x", "branch"),
        ("feature%2Fx", "branch"),
        (first, "one"),
        (&first[..8], "one"),
        ("main", "now"),
    ] {
        scratch.stack(reference);
        let expected = format!("{expected} beside {expected}");
        assert_eq!(
            value(&scratch.root()),
            Some(expected),
            "{reference}, {what}"
        );
    }
}

#[test]
fn values_are_those_of_the_reference_and_of_what_it_calls_relatively() {
    let Some((scratch, first)) = history("values") else {
        return;
    };
    every_reference_gives_its_own_value(&scratch, &first, "loose");
    scratch.stack("v1");
    git(
        &scratch.root(),
        &["gc", "-q", "--aggressive", "--prune=now"],
    );
    assert!(!scratch.root().join(".git/refs/tags/v1").exists(), "packed");
    every_reference_gives_its_own_value(&scratch, &first, "packed");
}

/// A file of many lines in forty commits, each a little different, so that git packs most of them as deltas.
fn chain(name: &str) -> Option<Scratch> {
    let scratch = Scratch::new(name)?;
    for number in 0..40 {
        let lines =
            (0..300).map(|line| format!("# line {line} of {}\n", (number * 7 + line * line) / 100));
        let text = lines.collect::<String>()
            + &format!("output \"value\" {{\n  value = \"{number}\"\n}}\n");
        scratch.write("modules/vpc/main.tf", &text);
        scratch.commit();
        git(&scratch.root(), &["tag", &format!("v{number}")]);
    }
    Some(scratch)
}

#[test]
fn deltas_by_offset_and_by_name_give_the_bytes_that_git_gives() {
    let Some(scratch) = chain("deltas") else {
        return;
    };
    let root = scratch.root();
    for by_offset in ["true", "false"] {
        git(&root, &["config", "repack.useDeltaBaseOffset", by_offset]);
        git(&root, &["repack", "-q", "-a", "-d", "-f", "--depth=40"]);
        git(&root, &["prune-packed"]);
        let sources = walk(&root).unwrap();
        for number in 0..40 {
            let reference = format!("v{number}");
            let directory = sources
                .past_directory(&reference, "modules/vpc")
                .unwrap()
                .unwrap();
            let file = sources.file_in(directory, "main.tf").unwrap();
            let shown = git(
                &root,
                &["show", &format!("{reference}:modules/vpc/main.tf")],
            );
            assert_eq!(sources.text(file).content.trim(), shown, "{reference}");
            assert_eq!(
                sources.file(file).path,
                format!(".git@{reference}/modules/vpc/main.tf")
            );
        }
    }
}

#[test]
fn a_damaged_pack_is_an_error_and_never_a_panic() {
    let Some(scratch) = chain("damaged") else {
        return;
    };
    let root = scratch.root();
    git(&root, &["gc", "-q", "--prune=now"]);
    let whole = git(&root, &["show", "v7:modules/vpc/main.tf"]);
    let packs = fs::read_dir(root.join(".git/objects/pack")).unwrap();
    for path in packs.map(|entry| entry.unwrap().path()) {
        let kind = path.extension().unwrap().to_string_lossy().into_owned();
        if kind != "pack" && kind != "idx" {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let _ = fs::remove_file(&path);
        let mut refused = 0;
        for step in 0..200 {
            let mut damaged = bytes.clone();
            let at = step * bytes.len() / 200;
            if step % 5 == 0 {
                damaged.truncate(at);
            } else {
                damaged[at] ^= 1 << (step % 8);
            }
            fs::write(&path, damaged).unwrap();
            let sources = walk(&root).unwrap();
            match sources.past_directory("v7", "modules/vpc") {
                Ok(Some(directory)) => {
                    let file = sources.file_in(directory, "main.tf").unwrap();
                    let text = sources.text(file);
                    assert!(
                        text.problem.is_some() || text.content.trim() == whole,
                        "{kind} {at}"
                    );
                    refused += usize::from(text.problem.is_some());
                }
                Ok(None) => panic!("{kind} {at}: the folder is said not to be there"),
                Err(_) => refused += 1,
            }
        }
        assert!(refused > 0, "{kind}: no damage was met");
        fs::write(&path, &bytes).unwrap();
    }
}

#[test]
fn a_linked_working_tree_finds_what_the_repository_has() {
    let Some((scratch, _)) = history("worktree") else {
        return;
    };
    let other = scratch.0.join("other");
    git(
        &scratch.root(),
        &["worktree", "add", "-q", "--detach", other.to_str().unwrap()],
    );
    assert_eq!(value(&other).as_deref(), Some("one beside one"));
    // A file that names a folder which does not name it in return leads nowhere.
    let strange = scratch.0.join("strange");
    fs::create_dir_all(&strange).unwrap();
    fs::copy(other.join(".git"), strange.join(".git")).unwrap();
    let sources = walk(&strange).unwrap();
    assert!(sources.git.remotes.is_empty());
    assert_eq!(
        sources.past_directory("v1", "modules/vpc"),
        Err(Absence::NoRepository)
    );
}

#[test]
fn objects_are_borrowed_from_another_repository() {
    let Some((scratch, _)) = history("alternates") else {
        return;
    };
    let other = scratch.0.join("other");
    git(&scratch.0, &["clone", "-q", "--shared", "r", "other"]);
    git(
        &other,
        &[
            "remote",
            "set-url",
            "origin",
            "git@github.com:example/shop.git",
        ],
    );
    assert_eq!(value(&other).as_deref(), Some("one beside one"));
}

#[test]
fn a_branch_is_what_the_remote_has() {
    let Some((scratch, _)) = history("remote") else {
        return;
    };
    let other = scratch.0.join("other");
    git(&scratch.0, &["clone", "-q", "r", "other"]);
    let sources = walk(&other).unwrap();
    assert!(
        sources
            .past_directory("feature/x", "modules/vpc")
            .unwrap()
            .is_some()
    );
}

#[test]
fn what_a_shallow_clone_lacks_is_not_known_and_said_once() {
    let Some((scratch, _)) = history("shallow") else {
        return;
    };
    let other = scratch.0.join("other");
    let url = format!("file://{}", scratch.root().display());
    git(
        &scratch.0,
        &["clone", "-q", "--depth=1", "--no-tags", &url, "other"],
    );
    git(
        &other,
        &[
            "remote",
            "set-url",
            "origin",
            "git@github.com:example/shop.git",
        ],
    );
    assert_eq!(value(&other), None);
    let (_, outcome) = judge(&other);
    let notices: Vec<_> = outcome
        .notices
        .iter()
        .filter(|it| it.contains("fetch-depth: 0"))
        .collect();
    assert_eq!(notices.len(), 1, "{:?}", outcome.notices);
    assert!(notices[0].contains("v1"), "{notices:?}");
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
}

#[test]
fn nothing_is_reported_about_files_at_a_reference() {
    let Some(scratch) = Scratch::new("judged") else {
        return;
    };
    let faults = "provider \"aws\" {}\nterraform {\n  backend \"s3\" {}\n}\nvariable \"unused\" {}\nresource \"x\" {\n";
    scratch.write("modules/vpc/main.tf", faults);
    scratch.commit();
    git(&scratch.root(), &["tag", "v1"]);
    scratch.module("now");
    scratch.stack("v1");
    scratch.commit();
    let (sources, outcome) = judge(&scratch.root());
    assert!(
        outcome.notices.iter().all(|it| !it.contains("v1")),
        "{:?}",
        outcome.notices
    );
    for finding in outcome.findings.iter().chain(&outcome.undetermined) {
        let path = &sources.file(finding.span.file).path;
        assert!(!path.starts_with(".git@"), "{} in {path}", finding.meta.id);
    }
    assert!(
        !outcome
            .findings
            .iter()
            .any(|it| it.meta.id == "parse-error")
    );
}

#[test]
fn links_in_a_tree_are_followed_inside_it() {
    let Some(scratch) = Scratch::new("links") else {
        return;
    };
    scratch.write(
        "modules/shared/outputs.tf",
        "output \"value\" {\n  value = \"linked\"\n}\n",
    );
    #[cfg(unix)]
    {
        fs::create_dir_all(scratch.root().join("modules/vpc")).unwrap();
        let link = |target: &str, name: &str| {
            std::os::unix::fs::symlink(target, scratch.root().join(name)).unwrap();
        };
        link("../shared/outputs.tf", "modules/vpc/outputs.tf");
        link("/etc/passwd", "modules/vpc/passwd.tf");
        link("loop.tf", "modules/vpc/loop.tf");
        link("vpc", "modules/alias");
        scratch.commit();
        git(&scratch.root(), &["tag", "v1"]);
        let sources = walk(&scratch.root()).unwrap();
        for folder in ["modules/vpc", "modules/alias"] {
            let directory = sources.past_directory("v1", folder).unwrap().unwrap();
            let names: Vec<_> = sources
                .directory(directory)
                .files
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            assert_eq!(names, ["outputs.tf"]);
            let file = sources.file_in(directory, "outputs.tf").unwrap();
            assert!(sources.text(file).content.contains("linked"));
        }
        assert_eq!(sources.past_directory("v1", "modules/none"), Ok(None));
        assert_eq!(
            sources.past_directory("v9", "modules/vpc"),
            Err(Absence::NoReference)
        );
    }
}

/// Terraform installs what is called by its git address, whatever repository it is of, under the names of the calls
/// that lead there; what it calls by a path lies beside it.
#[test]
fn a_module_at_a_reference_lies_where_terraform_installs_it_and_reads_its_own_files() {
    let Some(scratch) = Scratch::new("installed") else {
        return;
    };
    let root = scratch.root();
    let own = |text: &str| {
        scratch.write("modules/vpc/f.txt", text);
        scratch.write(
            "modules/vpc/main.tf",
            "module \"beside\" {\n  source = \"../subnet\"\n}\nlocals {\n  path = path.module\n}\noutput \"value\" {\n  value = join(\"|\", [local.path, file(\"${path.module}/f.txt\"), fileexists(\"${path.module}/g.txt\"), module.beside.value, join(\",\", fileset(path.module, \"*.txt\"))])\n}\n",
        );
        scratch.write(
            "modules/subnet/main.tf",
            "output \"value\" {\n  value = path.module\n}\n",
        );
    };
    own("first");
    scratch.commit();
    git(&root, &["tag", "v1"]);
    own("second");
    scratch.write("modules/vpc/g.txt", "");
    scratch.stack("v1");
    scratch.commit();
    let installed = ".terraform/modules/vpc/modules";
    assert_eq!(
        value(&root).as_deref(),
        Some(&*format!(
            "{installed}/vpc|first|false|{installed}/subnet|f.txt"
        ))
    );
    scratch.stack("main");
    assert_eq!(
        value(&root).as_deref(),
        Some(&*format!(
            "{installed}/vpc|second|true|{installed}/subnet|f.txt,g.txt"
        ))
    );
}
