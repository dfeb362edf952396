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
    git_at(scratch, "2026-01-01T00:00:00Z", arguments)
}

/// What git does when the clock says this.
fn git_at(scratch: &Scratch, time: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command
        .current_dir(&scratch.0)
        .args(["-c", "user.name=x", "-c", "user.email=x@example.com"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", time)
        .env("GIT_COMMITTER_DATE", time)
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

#[test]
fn where_branches_parted_is_no_matter_of_clocks() {
    let Some(scratch) = repository("base-clocks") else {
        return;
    };
    // What the branches have in common is the younger of two commits by descent, which is the older one by its clock.
    git_at(
        &scratch,
        "2030-01-01T00:00:00Z",
        &["commit", "-q", "--amend", "--no-edit", "--reset-author"],
    );
    git(&scratch, &["branch", "-q", "-f", "main", "change"]);
    git(&scratch, &["checkout", "-q", "-b", "side"]);
    scratch.write(FILE, stack(&["old", "middle"]));
    git(&scratch, &["commit", "-q", "-a", "-m", "second"]);
    for branch in ["main", "change"] {
        git(&scratch, &["checkout", "-q", branch]);
        let merge = ["merge", "-q", "--no-ff", "-m", branch, "side"];
        git_at(&scratch, "2031-01-01T00:00:00Z", &merge);
    }
    let run = check(&scratch, "main");
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn what_is_fetched_can_be_the_base() {
    let Some(scratch) = repository("base-fetched") else {
        return;
    };
    git(&scratch, &["fetch", "-q", ".", "main"]);
    assert_eq!(check(&scratch, "FETCH_HEAD").status, 0);
    assert_eq!(check(&scratch, "@").status, 0);
}

#[test]
fn a_block_that_moves_to_another_file_takes_its_findings_along() {
    let Some(scratch) = repository("base-block") else {
        return;
    };
    let text = stack(&["old"]);
    let (settings, outputs) = text.split_at(text.find("output").unwrap());
    scratch.write(FILE, settings);
    scratch.write(&FILE.replace("main.tf", "outputs.tf"), outputs);
    let run = check(&scratch, "main");
    assert_eq!(run.status, 0, "{run:?}");
    // Of two blocks one is new.
    scratch.write("live/prod/us-east-1/web/outputs.tf", stack(&["old"]));
    let run = check(&scratch, "main");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("live/prod/us-east-1/web"), "{run:?}");
}

#[test]
fn a_submodule_is_there_at_the_base_too() {
    let other = Scratch::new("base-submodule-other");
    if !git(&other, &["init", "-q", "-b", "main"]) {
        return;
    }
    other.write("main.tf", "output \"gone\" {\n  value = local.gone\n}\n");
    commit(&other, "first");
    let Some(scratch) = repository("base-submodule") else {
        return;
    };
    let url = other.0.to_str().unwrap();
    git(&scratch, &["submodule", "add", "-q", url, "modules/other"]);
    let call = "module \"other\" {\n  source = \"../../../../modules/other\"\n  unknown = 1\n}\n";
    scratch.write(FILE, stack(&["old"]) + call);
    commit(&scratch, "a module");
    let run = check(&scratch, "HEAD");
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(check(&scratch, "main").status, 1);
}

/// Services whose one security group lets nothing out.
fn without_egress(services: &[&str]) -> String {
    let mut text = "terraform {\n  backend \"local\" {}\n}\n\
                    resource \"aws_security_group\" \"tasks\" {\n  vpc_id = \"vpc-12345678\"\n}\n\
                    resource \"aws_ecs_task_definition\" \"web\" {\n  family = \"web\"\n  network_mode = \"awsvpc\"\n  \
                    requires_compatibilities = [\"FARGATE\"]\n  \
                    container_definitions = jsonencode([{ name = \"web\", image = \"nginx:1.29.8\" }])\n}\n"
        .to_owned();
    for name in services {
        let _ = write!(
            text,
            "resource \"aws_ecs_service\" \"{name}\" {{\n  name = \"{name}\"\n  launch_type = \"FARGATE\"\n  \
             task_definition = aws_ecs_task_definition.web.arn\n  network_configuration {{\n    \
             subnets = [\"subnet-12345678\"]\n    security_groups = [aws_security_group.tasks.id]\n  }}\n}}\n"
        );
    }
    text
}

#[test]
fn what_is_told_of_a_cause_is_compared_by_its_parts() {
    let Some(scratch) = repository("base-cause") else {
        return;
    };
    scratch.write(FILE, without_egress(&["one", "two"]));
    commit(&scratch, "two");
    for (services, new) in [
        (&["one"][..], &[][..]),
        (&["two", "one"], &[]),
        (&["one", "two", "three"], &["three"]),
    ] {
        scratch.write(FILE, without_egress(services));
        let run = check(&scratch, "HEAD");
        let has_new = run.out.contains("[ecs-task-egress]");
        assert_eq!(has_new, !new.is_empty(), "{services:?}: {run:?}");
        for name in services {
            let part = format!("aws_ecs_service.{name} has no other group");
            assert_eq!(
                run.out.contains(&part),
                new.contains(name),
                "{name}: {run:?}"
            );
        }
    }
}

#[test]
fn what_is_said_of_a_whole_repository_is_not_new_in_another_file() {
    let Some(scratch) = repository("base-whole") else {
        return;
    };
    scratch.write(FILE, stack(&[]));
    commit(&scratch, "no fault");
    let all = scratch.run(&["check", "--fail-on", "error"]);
    assert!(all.out.contains("[ci-missing]"), "{all:?}");
    scratch.write(&FILE.replace("main.tf", "alarms.tf"), "");
    let run = check(&scratch, "HEAD");
    assert_eq!(run.status, 0, "{run:?}");
    scratch.write("live/prod/us-east-1/added/main.tf", stack(&[]));
    let run = check(&scratch, "HEAD");
    assert_eq!(run.status, 0, "{run:?}");
}

#[cfg(unix)]
#[test]
fn links_that_led_nowhere_before_are_known() {
    use std::os::unix::fs::symlink;
    let Some(scratch) = repository("base-links") else {
        return;
    };
    let link = |name: &str, target: &str| {
        let place = scratch.0.join(FILE).with_file_name(name);
        symlink(target, place).unwrap();
    };
    link("broken.tf", "nowhere.tf");
    link("outside.tf", "/etc/hostname");
    link("loop", ".");
    commit(&scratch, "links");
    let all = scratch.run(&["check"]);
    assert!(all.out.contains("[layout-link-outside]"), "{all:?}");
    let run = check(&scratch, "HEAD");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(!run.out.contains("[layout-link"), "{run:?}");
    link("other.tf", "/etc/hostname");
    let run = check(&scratch, "HEAD");
    assert_eq!(run.status, 1, "{run:?}");
}
