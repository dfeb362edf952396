//! `iaclint parity`: what is compared, what it exits with, and what it writes.

use std::fs;

use crate::scratch::{Scratch, clean_stack};

/// Two environments whose one difference is the port of a target group, and a third that is like the first.
fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    for (environment, port) in [("prod", 80), ("test", 8080), ("stage", 80)] {
        let main = format!(
            "resource \"aws_lb_target_group\" \"web\" {{\n  name     = \"web\"\n  port     = {port}\n  protocol = \"HTTP\"\n  \
             vpc_id   = \"vpc-0a1b2c3d4e5f60718\"\n}}\n"
        );
        clean_stack(
            &scratch,
            &format!("live/{environment}/us-east-1/alb"),
            &main,
        );
    }
    scratch
}

#[test]
fn only_an_unexpected_difference_exits_with_1() {
    let scratch = repository("parity-status");
    let run = scratch.run(&["parity", "prod", "test"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(
        run.out.starts_with("prod ≠ test: 1 unexpected"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("live/test/us-east-1/alb/main.tf:3"),
        "{}",
        run.out
    );
    let run = scratch.run(&["parity", "prod", "stage"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(
        run.out.starts_with("prod = stage: nothing unexpected"),
        "{}",
        run.out
    );
    // Production is measured by nobody else, so every other environment is compared with it.
    let run = scratch.run(&["parity"]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.contains("prod = stage") && run.out.contains("prod ≠ test"),
        "{}",
        run.out
    );
    let run = scratch.run(&["parity", "stage"]);
    assert_eq!(run.status, 0, "{}", run.out);
}

#[test]
fn what_is_not_there_is_named_with_what_is_near() {
    let scratch = repository("parity-usage");
    for (arguments, part) in [
        (
            &["parity", "prod", "tset"][..],
            "there is no environment tset; did you mean test?",
        ),
        (&["parity", "prod", "prod"], "compared with itself"),
        (
            &["parity", "prod/us-east-1", "test"],
            "a region can be compared with a region only",
        ),
        (
            &["parity", "prod/us-east-2", "test/us-east-1"],
            "did you mean prod/us-east-1?",
        ),
        (&["parity", "prod", "--regions"], "fewer than two regions"),
        (
            &["parity", "--regions"],
            "--regions needs to know of which environment",
        ),
        (
            &["parity", "prod", "test", "stage"],
            "unexpected value 'stage'",
        ),
    ] {
        let run = scratch.run(arguments);
        assert_eq!(
            (run.status, run.out.as_str()),
            (2, ""),
            "{arguments:?}: {}",
            run.err
        );
        assert!(run.err.contains(part), "{arguments:?}: {}", run.err);
    }
    let empty = Scratch::new("parity-empty");
    assert_eq!(empty.run(&["parity", "prod", "test"]).status, 3);
}

#[test]
fn regions_are_compared_with_regions() {
    let scratch = repository("parity-regions");
    let main = fs::read_to_string(scratch.0.join("live/test/us-east-1/alb/main.tf")).unwrap();
    clean_stack(&scratch, "live/prod/eu-west-1/alb", &main);
    for arguments in [
        &["parity", "prod", "--regions"][..],
        &["parity", "--regions", "prod/eu-west-1", "prod/us-east-1"],
    ] {
        let run = scratch.run(arguments);
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        assert!(
            run.out
                .starts_with("prod/eu-west-1 ≠ prod/us-east-1: 1 unexpected"),
            "{}",
            run.out
        );
    }
}

#[test]
fn pairs_and_expected_differences_come_from_the_configuration() {
    let scratch = repository("parity-expected");
    let entry = |more: &str| {
        format!(
            "[parity]\npairs = [[\"prod\", \"test\"]]\n\n[[parity.expect]]\nstack = \"*/alb\"\nwhat = \"*port\"\n\
             reason = \"test listens elsewhere\"\n{more}"
        )
    };
    scratch.write("iaclint.toml", entry(""));
    let run = scratch.run(&["parity", "--all"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(
        run.out
            .starts_with("prod = test: nothing unexpected   (1 expected)"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("expected: test listens elsewhere"),
        "{}",
        run.out
    );

    scratch.write("iaclint.toml", entry("prod = 80\ntest = 8081\n"));
    let run = scratch.run(&["parity"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(
        run.out
            .contains("port is 80 in prod and 8080 in test, which"),
        "{}",
        run.out
    );

    scratch.write("iaclint.toml", entry("until = \"2026-01-31\"\n"));
    let before = scratch.run(&["parity", "--today", "2026-01-31"]);
    assert_eq!(before.status, 0, "{}", before.out);
    let after = scratch.run(&["parity", "--today", "2026-02-01"]);
    assert_eq!(after.status, 1, "{}", after.out);
    assert!(
        after.out.contains("it held until 2026-01-31"),
        "{}",
        after.out
    );
}

#[test]
fn a_comment_declares_the_difference_that_it_stands_at() {
    let scratch = repository("parity-comment");
    let path = "live/test/us-east-1/alb/main.tf";
    let main = fs::read_to_string(scratch.0.join(path)).unwrap();
    let with =
        |comment: &str| main.replace("= 8080", &format!("= 8080 # iaclint:expect-diff{comment}"));
    scratch.write(path, with(" test listens elsewhere"));
    let run = scratch.run(&["parity", "prod", "test"]);
    assert_eq!(run.status, 0, "{}", run.out);
    scratch.write(path, with(""));
    let run = scratch.run(&["parity", "prod", "test"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.out.contains("it gives no reason"), "{}", run.out);
}

#[test]
fn accepting_writes_what_then_is_expected() {
    let scratch = repository("parity-accept");
    let run = scratch.run(&["parity", "prod", "test", "--accept"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(
        run.err.contains("1 difference is declared in"),
        "{}",
        run.err
    );
    let text = fs::read_to_string(scratch.0.join("iaclint.toml")).unwrap();
    assert!(
        text.contains("prod = 80\ntest = 8080\nreason = \"TODO\"\n"),
        "{text}"
    );
    let run = scratch.run(&["parity"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.contains("its reason is still TODO"), "{}", run.out);
    let run = scratch.run(&["parity", "prod", "test", "--accept"]);
    assert!(run.err.contains("nothing is written"), "{}", run.err);
    assert_eq!(
        text,
        fs::read_to_string(scratch.0.join("iaclint.toml")).unwrap()
    );
}

/// A stack with a policy, a security group and containers in a file.
const DOCUMENTS: &str = r#"
resource "aws_iam_policy" "app" {
  name = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" },
      { Effect = "Allow", Action = ["sqs:SendMessage"], Resource = "*" },
    ]
  })
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.app.id
  cidr_ipv4         = "192.0.2.0/24"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_cloudwatch_dashboard" "app" {
  dashboard_name = "app"
  dashboard_body = file("${path.module}/dashboard.json")
}
"#;

#[test]
fn what_was_accepted_is_no_licence_for_what_comes_later() {
    // What is accepted, and what it becomes.
    let cases = [
        (
            "main.tf",
            "\"s3:GetObject\"",
            "\"s3:GetObject\", \"s3:PutObject\"",
            "\"s3:*\"",
        ),
        (
            "main.tf",
            "[\"sqs:SendMessage\"], Resource = \"*\" },",
            "[\"sqs:SendMessage\"], Resource = \"*\" }, { Effect = \"Allow\", Action = \"sns:Publish\", Resource = \"*\" },",
            "[\"sqs:SendMessage\"], Resource = \"*\" }, { Effect = \"Allow\", Action = \"*\", Resource = \"*\" },",
        ),
        (
            "main.tf",
            "from_port         = 443",
            "from_port         = 442",
            "from_port         = 22",
        ),
        ("main.tf", "192.0.2.0/24", "198.51.100.0/25", "0.0.0.0/0"),
        (
            "dashboard.json",
            "\"widgets\": []",
            "\"widgets\": [{\"type\": \"text\", \"x\": 1}]",
            "\"widgets\": [{\"type\": \"text\", \"x\": 1}, {\"type\": \"alarm\"}]",
        ),
    ];
    for (at, (file, old, accepted, worse)) in cases.into_iter().enumerate() {
        let scratch = Scratch::new(&format!("parity-licence-{at}"));
        let write = |environment: &str, file: &str, text: &str| {
            let folder = format!("live/{environment}/us-east-1/app");
            match file {
                "main.tf" => clean_stack(&scratch, &folder, text),
                _ => {
                    scratch.write(&format!("{folder}/{file}"), text);
                }
            }
        };
        for environment in ["prod", "test"] {
            write(environment, "main.tf", DOCUMENTS);
            write(environment, "dashboard.json", DASHBOARD);
        }
        let text = if file == "main.tf" {
            DOCUMENTS
        } else {
            DASHBOARD
        };
        assert_eq!(scratch.run(&["parity"]).status, 0, "{old}");
        write("prod", file, &text.replace(old, accepted));
        assert_eq!(scratch.run(&["parity"]).status, 1, "{accepted}");
        assert_eq!(scratch.run(&["parity", "--accept"]).status, 0);
        let run = scratch.run(&["parity"]);
        assert_eq!(run.status, 0, "{accepted}: {}", run.out);
        assert!(
            !told(&run.out).contains("which is not what it says"),
            "{}",
            run.out
        );
        let run = scratch.run(&["parity", "test", "prod"]);
        assert_eq!(run.status, 0, "{accepted}, exchanged: {}", run.out);
        write("prod", file, &text.replace(old, worse));
        let run = scratch.run(&["parity"]);
        let config = fs::read_to_string(scratch.0.join("iaclint.toml")).unwrap();
        assert_eq!(run.status, 1, "{worse}: {}\n{config}", run.out);
        assert!(
            told(&run.out).contains("which is not what it says"),
            "{worse}: {}\n{config}",
            run.out
        );
    }
}

/// A text without the breaks of its lines.
fn told(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

const DASHBOARD: &str = "{\n  \"start\": \"-PT12H\",\n  \"widgets\": []\n}\n";

#[test]
fn what_cannot_be_compared_is_never_equal() {
    let scratch = repository("parity-broken");
    let path = "live/stage/us-east-1/alb/main.tf";
    let whole = fs::read_to_string(scratch.0.join(path)).unwrap();
    scratch.write(path, whole.replace("\"HTTP\"", "\"HTTP\" ="));
    let run = scratch.run(&["parity", "prod", "stage"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(
        run.out.starts_with("prod ? stage: 1 stack not compared"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("live/stage/us-east-1/alb/main.tf is not valid"),
        "{}",
        run.out
    );
    let run = scratch.run(&["parity", "prod", "stage", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["comparisons"][0]["stacks_not_compared"], 1);
    let run = scratch.run(&["parity", "prod", "stage", "--format", "markdown"]);
    assert!(run.out.contains("1 stack not compared"), "{}", run.out);
    let run = scratch.run(&["parity", "prod", "stage", "--format", "html"]);
    let (before, _) = run.out.split_once("<details").unwrap_or((&run.out, ""));
    assert!(before.contains("<h2>not compared</h2>"), "{before}");
    assert!(before.contains("alb/main.tf is not valid"), "{before}");
}

#[test]
fn check_compares_only_where_the_configuration_asks_for_it() {
    let scratch = repository("parity-check");
    let found = |arguments: &[&str]| {
        let run = scratch.run(arguments);
        assert_eq!(run.err, "", "{}", run.out);
        run.out.contains("parity-resource-value")
    };
    assert!(!found(&["check"]));
    scratch.write("iaclint.toml", "[parity]\npairs = [[\"prod\", \"test\"]]\n");
    assert!(found(&["check"]));
    assert!(found(&["check", "live/test"]));
    assert!(found(&["check", "live/prod"]), "both stacks are concerned");
    assert!(!found(&["check", "live/stage"]));
    scratch.write(
        "iaclint.toml",
        "[parity]\npairs = [[\"prod\", \"test\"]]\n[rules]\nparity-resource-value = \"off\"\n",
    );
    assert!(!found(&["check"]));
}

#[test]
fn names_that_are_no_environments_are_faults_with_their_place() {
    let scratch = repository("parity-names");
    scratch.write(
        "iaclint.toml",
        "[parity]\npairs = [[\"prod\", \"tets\"]]\n[[parity.expect]]\nwhat = \"x\"\nreason = \"y\"\nreasn = \"z\"\n",
    );
    for command in [&["check"][..], &["parity"], &["parity", "prod", "test"]] {
        let run = scratch.run(command);
        assert_eq!(run.status, 2, "{}", run.out);
        let expected = "iaclint: iaclint.toml:2:19: there is no environment `tets`; did you mean `test`?\n\
                        iaclint: iaclint.toml:6:1: unknown key `reasn` in [[parity.expect]], which is no environment \
                        either; did you mean `reason`?\n";
        assert_eq!(run.err, expected);
    }
}

/// Runs git in a repository as of a day; `None` where there is no git program.
fn git(scratch: &Scratch, day: &str, arguments: &[&str]) -> Option<()> {
    let date = format!("{day}T12:00:00Z");
    let output = std::process::Command::new("git")
        .current_dir(&scratch.0)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .ok()?;
    assert!(output.status.success(), "{output:?}");
    Some(())
}

#[test]
fn a_version_that_waits_for_too_long_is_told() {
    let scratch = Scratch::new("parity-overdue");
    let database = |version: &str| {
        format!("resource \"aws_db_instance\" \"this\" {{\n  engine_version = \"{version}\"\n}}\n")
    };
    for (environment, version) in [("prod", "14.9"), ("test", "15.4")] {
        let folder = format!("live/{environment}/us-east-1/db");
        clean_stack(&scratch, &folder, &database(version));
    }
    if git(&scratch, "2026-01-01", &["init", "-q", "-b", "main"]).is_none() {
        eprintln!("skipped: there is no git program here");
        return;
    }
    let commit = |day: &str| {
        git(&scratch, day, &["add", "-A"]);
        git(&scratch, day, &["commit", "-q", "-m", "x"]);
    };
    commit("2026-01-01");
    // What else is changed later is no matter.
    scratch.write("README.md", "x");
    commit("2026-01-05");
    let status = |day: &str| {
        scratch
            .run(&["parity", "prod", "test", "--today", day])
            .status
    };
    assert_eq!(status("2026-12-31"), 0, "nobody asked for it");
    scratch.write("iaclint.toml", "[parity]\npromotion_days = 14\n");
    assert_eq!(status("2026-01-15"), 0);
    assert_eq!(status("2026-01-16"), 1);
    let run = scratch.run(&[
        "parity",
        "prod",
        "test",
        "--today",
        "2026-01-31",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let told = &report["comparisons"][0]["differences"][0];
    assert_eq!(told["rule"], "parity-promotion-old");
    assert_eq!(told["weaker"], "prod");
    assert!(
        told["reason"].as_str().unwrap().contains("30 days"),
        "{told}"
    );
    // An entry declares it like any other.
    scratch.write(
        "iaclint.toml",
        "[parity]\npromotion_days = 14\n[[parity.expect]]\nwhat = \"*.engine_version\"\nreason = \"x\"\n",
    );
    assert_eq!(status("2026-01-31"), 0);
    scratch.write("iaclint.toml", "[parity]\npromotion_days = 14\n");
    // Of what is not committed it is not known how old it is.
    scratch.write("live/test/us-east-1/db/main.tf", database("15.5"));
    assert_eq!(status("2026-01-31"), 0);
    commit("2026-01-30");
    assert_eq!(status("2026-01-31"), 0);
    assert_eq!(status("2026-02-14"), 1);
}

#[test]
fn environments_that_are_workspaces_are_said_to_be_and_can_be_compared() {
    let scratch = Scratch::new("parity-workspaces");
    scratch.write(
        "main.tf",
        "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"k\"\n    region = \"eu-west-1\"\n  }\n}\n\
         resource \"aws_sqs_queue\" \"q\" {\n  name = \"q-${terraform.workspace}\"\n  \
         visibility_timeout_seconds = terraform.workspace == \"prod\" ? 30 : 60\n}\n",
    );
    for arguments in [&["parity"][..], &["parity", "prod", "test"]] {
        let run = scratch.run(arguments);
        assert_eq!(run.status, 2, "{run:?}");
        for said in ["workspaces of one root", "main.tf:9", "[environments.prod]"] {
            assert!(run.err.contains(said), "{run:?}");
        }
    }
    // What it advises is enough.
    scratch.write(
        "iaclint.toml",
        "[environments.prod]\nworkspace = \"prod\"\nstacks = [\".\"]\n[environments.test]\nworkspace = \"test\"\nstacks = [\".\"]\n",
    );
    let run = scratch.run(&["parity", "prod", "test"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("visibility_timeout_seconds"), "{run:?}");
}
