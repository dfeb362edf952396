//! `--base`: only what is wrong here and was not there.

use std::fmt::Write as _;
use std::process::Command;

use super::scratch::Scratch;

/// A stack with an output of a local value that does not exist for each of these names.
fn stack(faults: &[&str]) -> String {
    let mut text = "terraform {\n  backend \"local\" {}\n}\n".to_owned();
    for fault in faults {
        let _ = write!(text, "output \"{fault}\" {{\n  value = local.{fault}\n}}\n");
    }
    text
}

const FILE: &str = "live/prod/us-east-1/app/main.tf";

fn git(scratch: &Scratch, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command
        .current_dir(&scratch.0)
        .args(["-c", "user.name=x", "-c", "user.email=x@example.com"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    let Ok(output) = command.output() else {
        return false;
    };
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    true
}

fn commit(scratch: &Scratch, message: &str) {
    git(scratch, &["add", "-A"]);
    git(scratch, &["commit", "-q", "-m", message]);
}

/// A repository whose branch `main` has one fault, with a branch `change` checked out; `None` without a git program.
fn repository(name: &str) -> Option<Scratch> {
    let scratch = Scratch::new(name);
    if !git(&scratch, &["init", "-q", "-b", "main"]) {
        return None;
    }
    scratch.write(FILE, stack(&["old"]));
    commit(&scratch, "first");
    git(&scratch, &["checkout", "-q", "-b", "change"]);
    Some(scratch)
}

fn check(scratch: &Scratch, base: &str) -> super::scratch::Run {
    scratch.run(&["check", "--base", base, "--fail-on", "error"])
}

#[test]
fn what_was_wrong_at_the_base_is_neither_told_nor_counted() {
    let Some(scratch) = repository("base-old") else {
        return;
    };
    let all = scratch.run(&["check", "--fail-on", "error"]);
    assert_eq!(all.status, 1, "{all:?}");
    // Moved lines are no new faults.
    scratch.write(FILE, format!("# a comment\n\n{}", stack(&["old"])));
    let run = check(&scratch, "main");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(!run.out.contains("local.old"), "{run:?}");
    assert!(run.err.contains("main"), "{run:?}");
}

#[test]
fn what_is_new_is_told_whether_it_is_committed_or_not() {
    let Some(scratch) = repository("base-new") else {
        return;
    };
    scratch.write(FILE, stack(&["old", "new"]));
    for _ in 0..2 {
        let run = check(&scratch, "main");
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.out.contains("local.new"), "{run:?}");
        assert!(!run.out.contains("local.old"), "{run:?}");
        git(&scratch, &["commit", "-aq", "--allow-empty", "-m", "more"]);
    }
    // To nobody's surprise nothing is new since the last commit.
    assert_eq!(check(&scratch, "HEAD").status, 0);
    assert_eq!(check(&scratch, "HEAD~2").status, 1);
}

#[test]
fn what_the_base_mended_since_is_not_new() {
    let Some(scratch) = repository("base-mended") else {
        return;
    };
    scratch.write("live/prod/us-east-1/other/main.tf", stack(&[]));
    commit(&scratch, "another stack");
    git(&scratch, &["checkout", "-q", "main"]);
    scratch.write(FILE, stack(&[]));
    commit(&scratch, "mended");
    git(&scratch, &["checkout", "-q", "change"]);
    let run = check(&scratch, "main");
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn an_ignore_comment_that_goes_makes_its_finding_new() {
    let Some(scratch) = repository("base-ignored") else {
        return;
    };
    let fault = "local.old\n";
    let silenced = "local.old # iaclint:ignore[ref-undeclared] -- it is there for a test\n";
    scratch.write(FILE, stack(&["old"]).replace(fault, silenced));
    commit(&scratch, "silenced");
    assert_eq!(check(&scratch, "HEAD").status, 0);
    scratch.write(FILE, stack(&["old"]));
    assert_eq!(check(&scratch, "HEAD").status, 1);
}

#[test]
fn a_stack_that_moves_takes_its_findings_along() {
    let Some(scratch) = repository("base-moved") else {
        return;
    };
    std::fs::remove_file(scratch.0.join(FILE)).unwrap();
    scratch.write("live/prod/us-east-1/web/main.tf", stack(&["old"]));
    let run = check(&scratch, "main");
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_report_for_code_scanning_holds_what_was_there_as_well() {
    let Some(scratch) = repository("base-sarif") else {
        return;
    };
    let run = scratch.run(&[
        "check",
        "--base",
        "main",
        "--fail-on",
        "error",
        "--format",
        "sarif",
    ]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("local.old"), "{run:?}");
}

#[test]
fn a_base_that_cannot_be_read_is_no_base() {
    let Some(scratch) = repository("base-absent") else {
        return;
    };
    let run = check(&scratch, "origin/main");
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("origin/main"), "{run:?}");
    assert!(run.err.contains("fetch"), "{run:?}");
    git(&scratch, &["checkout", "-q", "--orphan", "apart"]);
    commit(&scratch, "of its own");
    let run = check(&scratch, "main");
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("in common"), "{run:?}");
    let scratch = Scratch::new("base-without-git");
    scratch.write(FILE, stack(&[]));
    let run = check(&scratch, "main");
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains(".git"), "{run:?}");
}
