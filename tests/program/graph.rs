//! `iaclint graph`: which environments and stacks it draws, where it writes, and how it ends.

use std::fs;

use serde_json::Value;

use crate::scratch::{Run, Scratch, clean_stack};

const NETWORK: &str = "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n\nresource \"aws_subnet\" \"a\" {\n  vpc_id            = \
                       aws_vpc.this.id\n  availability_zone = \"us-east-1a\"\n  cidr_block        = \"10.0.0.0/24\"\n}\n";

fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    clean_stack(&scratch, "live/prod/us-east-1/vpc", NETWORK);
    clean_stack(
        &scratch,
        "live/prod/us-east-1/queue",
        "resource \"aws_sqs_queue\" \"this\" {}\n",
    );
    clean_stack(&scratch, "live/test/us-east-1/vpc", NETWORK);
    scratch
}

fn environments(run: &Run) -> Vec<String> {
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let all = report["environments"].as_array().unwrap();
    all.iter()
        .map(|it| it["environment"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn without_a_name_every_environment_is_drawn() {
    let scratch = repository("graph-all");
    assert_eq!(
        environments(&scratch.run(&["graph", "--format", "json"])),
        ["prod", "test"]
    );
    let one = scratch.run(&["graph", "--environment", "test", "--format", "json"]);
    assert_eq!(environments(&one), ["test"]);
}

#[test]
fn a_stack_decides_the_environment_and_what_is_drawn_of_it() {
    let scratch = repository("graph-stack");
    let run = scratch.run(&["graph", "--stack", "prod/vpc", "--format", "json"]);
    assert_eq!(environments(&run), ["prod"]);
    assert!(run.out.contains("aws_vpc.this") && !run.out.contains("aws_sqs_queue"));
    let within = [
        "graph",
        "--environment",
        "test",
        "--stack",
        "vpc",
        "--format",
        "json",
    ];
    assert_eq!(environments(&scratch.run(&within)), ["test"]);
    let other = scratch.run(&["graph", "--stack", "queue", "--format", "json"]);
    assert!(other.out.contains("aws_sqs_queue.this") && !other.out.contains("aws_vpc"));
}

#[test]
fn the_form_is_svg_unless_another_is_asked_for() {
    let scratch = repository("graph-form");
    assert!(scratch.run(&["graph"]).out.starts_with("<svg "));
    assert!(
        scratch
            .run(&["graph", "-f", "mermaid"])
            .out
            .starts_with("flowchart TB\n")
    );
    assert!(
        scratch
            .run(&["graph", "-f", "dot"])
            .out
            .starts_with("digraph ")
    );
    assert_eq!(scratch.run(&["graph", "-f", "png"]).status, 2);
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let scratch = repository("graph-file");
    let printed = scratch.run(&["graph", "-e", "prod"]).out;
    let run = scratch.run(&["graph", "-e", "prod", "--output", "pictures/prod.svg"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    let path = scratch.0.join("pictures/prod.svg");
    assert_eq!(fs::read_to_string(path).unwrap(), printed);
}

#[test]
fn findings_do_not_change_how_it_ends() {
    let scratch = repository("graph-findings");
    scratch.write(
        "live/prod/us-east-1/vpc/broken.tf",
        "output \"x\" {\n  value = \n}\n",
    );
    let run = scratch.run(&["graph", "-e", "prod"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("about what is not drawn"));
}

#[test]
fn a_name_that_is_not_there_is_bad_usage_with_the_nearest() {
    let scratch = repository("graph-names");
    let run = scratch.run(&["graph", "-e", "prdo"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("there is no environment prdo; did you mean prod?"),
        "{}",
        run.err
    );
    let run = scratch.run(&["graph", "-s", "nothing"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("there is no stack nothing"), "{}", run.err);
    let run = scratch.run(&["graph", "-e", "test", "-s", "queue"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("does not belong to the environment test"),
        "{}",
        run.err
    );
}

#[test]
fn where_there_is_no_terraform_there_is_no_picture() {
    let run = Scratch::new("graph-nothing").run(&["graph"]);
    assert_eq!((run.status, run.out.as_str()), (3, ""));
    assert!(run.err.contains("no Terraform found below"), "{}", run.err);
}

#[test]
fn sensitive_values_are_not_drawn() {
    let scratch = Scratch::new("graph-secrets");
    let main = "variable \"name\" {\n  type      = string\n  sensitive = true\n  default   = \"hunter2\"\n}\n\nresource \"aws_vpc\" \"this\" {\n  \
                cidr_block = \"10.0.0.0/16\"\n  tags       = { Name = var.name }\n}\n\nresource \"aws_sns_topic\" \"this\" {\n  name = \
                var.name\n}\n\nresource \"aws_cloudwatch_metric_alarm\" \"this\" {\n  alarm_name          = var.name\n  comparison_operator = \
                \"GreaterThanThreshold\"\n  evaluation_periods  = 1\n  alarm_actions       = [aws_sns_topic.this.arn]\n}\n\nresource \
                \"aws_sns_topic_subscription\" \"this\" {\n  topic_arn = aws_sns_topic.this.arn\n  protocol  = \"email\"\n  endpoint  = \
                var.name\n}\n";
    clean_stack(&scratch, "live/prod/us-east-1/vpc", main);
    for format in ["svg", "mermaid", "dot", "json"] {
        let run = scratch.run(&["graph", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(!run.out.contains("hunter2"), "{format}");
    }
}
