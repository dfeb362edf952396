//! What the exit status says.

use crate::scratch::{Run, Scratch, clean_stack};

const BROKEN: &str = "output \"a\" {\n  value = \n}\n";

fn repository(name: &str, main: &str) -> Scratch {
    let scratch = Scratch::new(name);
    clean_stack(&scratch, "live/prod/us-east-1/vpc", main);
    clean_stack(&scratch, "live/test/us-east-1/vpc", "");
    scratch
}

#[test]
fn a_clean_repository_exits_with_0() {
    let run = repository("clean", "").run(&[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.starts_with("No findings"), "{}", run.out);
}

#[test]
fn findings_at_the_gate_exit_with_1_and_report_never_does() {
    let scratch = repository("gate", BROKEN);
    assert_eq!(scratch.run(&["check"]).status, 1);
    assert_eq!(scratch.run(&["check", "--fail-on", "error"]).status, 1);
    assert_eq!(scratch.run(&["check", "--fail-on", "never"]).status, 0);
    assert_eq!(scratch.run(&["report"]).status, 0);
    let narrowed = scratch.run(&["live/test"]);
    assert_eq!(
        narrowed.status, 0,
        "what is wrong elsewhere is not reported: {}",
        narrowed.out
    );
    assert_eq!(
        scratch.run(&["live/prod/us-east-1/vpc/versions.tf"]).status,
        1,
        "a file stands for its folder"
    );
}

#[test]
fn bad_usage_and_bad_configuration_exit_with_2() {
    let scratch = repository("usage", "");
    assert_eq!(scratch.run(&["--no-such-option"]).status, 2);
    assert_eq!(scratch.run(&["--format", "xml"]).status, 2);
    assert_eq!(scratch.run(&["live/nothing-here"]).status, 2);
    assert_eq!(
        scratch
            .run(&["--format", "json", "--format", "sarif"])
            .status,
        2
    );
    assert_eq!(scratch.run(&["explain", "no-such-rule"]).status, 2);
    scratch.write(
        "iaclint.toml",
        "[layout]\nlive = [\"stacks/{environment}/{stack}\"]\nmodules = [\"modules/{module}\"]\n",
    );
    scratch.write("modules/a/main.tf", "locals {\n  a = 1\n}\n");
    let lost = scratch.run(&["check"]);
    assert_eq!(lost.status, 2, "a gate that judges no stack: {}", lost.out);
    assert!(lost.err.contains("no stack to judge"), "{}", lost.err);
    scratch.write("iaclint.toml", "");
    let outside = scratch.run(&[".."]);
    assert_eq!(outside.status, 2);
    assert!(
        outside.err.contains("not in the repository"),
        "{}",
        outside.err
    );
    scratch.write("iaclint.toml", "[rules]\n\"parse-eror\" = \"off\"\n");
    let run = scratch.run(&[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("iaclint.toml:2:1") && run.err.contains("parse-error"),
        "{}",
        run.err
    );
}

#[test]
fn a_repository_without_terraform_exits_with_3_and_says_where_it_looked() {
    let scratch = Scratch::new("nothing");
    let run = scratch.run(&[]);
    assert_eq!(run.status, 3);
    assert!(run.err.contains("no Terraform found below"), "{}", run.err);
}

#[test]
fn the_configuration_is_found_upwards_and_decides_severities() {
    let scratch = repository("upwards", BROKEN);
    scratch.write("iaclint.toml", "[rules]\n\"parse-error\" = \"off\"\n");
    let folder = scratch.0.join("live/prod");
    let output = crate::scratch::program(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    scratch.write(
        "iaclint.toml",
        "[[overrides]]\npaths = [\"live/prod/**\"]\nrules = { parse-error = \"note\" }\n",
    );
    let run = scratch.run(&[]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.contains("note[parse-error]"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_rest_is_judged() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let scratch = repository("unreadable", BROKEN);
    scratch.write("live/test/us-east-1/vpc/locked.tf", "");
    let locked = scratch.0.join("live/test/us-east-1/vpc/locked.tf");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything, so it runs a copy of the program as nobody.
    let mut command = crate::scratch::program(&scratch.0);
    if std::fs::read(&locked).is_ok() {
        let copy = scratch.0.join(".iaclint-copy");
        // By a process of its own: a file that this one writes is busy as long as what other tests start meanwhile
        // holds it open too, and a busy file is not run.
        let copied = std::process::Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_iaclint"))
            .arg(&copy)
            .status();
        assert!(copied.unwrap().success());
        command = std::process::Command::new(copy);
        command.current_dir(&scratch.0).uid(65_534).gid(65_534);
    }
    let run = Run::from(command.output().unwrap());
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("live/test/us-east-1/vpc/locked.tf") && run.out.contains("parse-error")
    );
}

#[test]
fn a_root_with_a_file_for_each_environment_is_named_and_told_what_to_write() {
    let scratch = Scratch::new("one-root");
    scratch.write("main.tf", "terraform {\n  backend \"s3\" {\n  }\n}\n");
    for environment in ["prod", "test"] {
        scratch.write(&format!("envs/{environment}.tfvars"), "");
        let backend = "bucket = \"b\"\nkey    = \"same\"\nregion = \"us-east-1\"\n";
        scratch.write(&format!("envs/{environment}.tfbackend"), backend);
    }
    let run = scratch.run(&["check"]);
    assert!(run.out.contains(". (envs/test.tfvars)"), "{}", run.out);
    assert!(
        run.out.contains("key = \"test/terraform.tfstate\""),
        "{}",
        run.out
    );
}

#[test]
fn one_root_in_several_environments_is_one_finding_with_an_instance_for_each() {
    let scratch = Scratch::new("shared-values");
    let root = "terraform {\n  backend \"local\" {}\n}\nvariable \"days\" {}\n\
                resource \"aws_cloudwatch_log_group\" \"g\" {\n  name = \"g\"\n}\n\
                resource \"aws_ecr_repository\" \"r\" {\n  name = \"r${var.days}\"\n}\n";
    for stack in ["infra/a", "infra/b"] {
        scratch.write(&format!("{stack}/main.tf"), root);
    }
    for environment in ["prod", "test"] {
        scratch.write(&format!("infra/tfvars/{environment}.tfvars"), "days = 1\n");
    }
    let run = scratch.run(&["report", "--format", "json", "infra/a"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let of_rule = |rule: &str| {
        let found = findings.iter().filter(|finding| finding["rule"] == rule);
        let stacks = found.map(|finding| {
            let instances = finding["instances"].as_array().unwrap().iter();
            instances
                .map(|one| one["stack"].as_str().unwrap().to_owned())
                .collect()
        });
        stacks.collect::<Vec<Vec<String>>>()
    };
    let both = [
        "infra/a (infra/tfvars/prod.tfvars)",
        "infra/a (infra/tfvars/test.tfvars)",
    ];
    assert_eq!(of_rule("mon-log-retention"), [both]);
    let asked = scratch.run(&["why", "prod/a", "var.days"]);
    assert!(
        asked.out.contains("infra/tfvars/prod.tfvars:1:8"),
        "{}",
        asked.out
    );
    let open = scratch.run(&["why", "infra/a", "var.days"]);
    assert!(open.err.contains("prod/infra/a"), "{}", open.err);
}
