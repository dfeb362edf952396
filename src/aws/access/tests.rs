//! The ways in which people give policies to roles.

use super::super::placement::truth::Truth;
use super::super::testing::{node, of_stack};
use super::trusts;

/// Whether the role `one` may do this where the text is beside it.
fn may(text: &str, action: &str) -> String {
    let text = format!(
        "{text}\nresource \"aws_iam_role\" \"one\" {{\n  name = \"one\"\n  assume_role_policy = \"{{}}\"\n}}\n"
    );
    of_stack(&text, |infrastructure| {
        let role = node(infrastructure, "aws_iam_role.one");
        match infrastructure.access.allows(role, action) {
            Truth::Yes => "yes".to_owned(),
            Truth::No => "no".to_owned(),
            Truth::Open(unsure) => unsure.reason,
        }
    })
}

#[test]
fn policies_count_however_they_are_given() {
    for (text, expected) in [
        ("", "no"),
        (
            r#"resource "aws_iam_role_policy" "one" {
                role   = aws_iam_role.one.id
                policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ecr:Get*", Resource = "*" }] })
            }"#,
            "yes",
        ),
        (
            r#"resource "aws_iam_role_policy" "one" {
                role   = "one"
                policy = jsonencode({ Statement = { Effect = "Allow", Action = ["logs:*", "ECR:getauthorizationtoken"] } })
            }"#,
            "yes",
        ),
        (
            r#"resource "aws_iam_role_policy" "one" {
                role   = aws_iam_role.one.name
                policy = jsonencode({ Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
            }"#,
            "no",
        ),
        (
            r#"resource "aws_iam_role_policy_attachment" "one" {
                role       = aws_iam_role.one.name
                policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
            }"#,
            "yes",
        ),
        (
            r#"data "aws_partition" "here" {}
            resource "aws_iam_role_policy_attachment" "one" {
                role       = aws_iam_role.one.name
                policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/CloudWatchLogsFullAccess"
            }"#,
            "no",
        ),
        (
            r#"data "aws_iam_policy" "execution" {
                name = "AmazonECSTaskExecutionRolePolicy"
            }
            resource "aws_iam_role_policy_attachment" "one" {
                role       = aws_iam_role.one.name
                policy_arn = data.aws_iam_policy.execution.arn
            }"#,
            "yes",
        ),
        (
            r#"data "aws_iam_policy_document" "pull" {
                statement {
                  actions   = ["ecr:GetAuthorizationToken"]
                  resources = ["*"]
                }
            }
            resource "aws_iam_policy" "pull" {
                policy = data.aws_iam_policy_document.pull.json
            }
            resource "aws_iam_role_policy_attachment" "one" {
                for_each   = toset([aws_iam_policy.pull.arn])
                role       = aws_iam_role.one.name
                policy_arn = each.key
            }"#,
            "yes",
        ),
        (
            r#"resource "aws_iam_role_policy_attachment" "one" {
                role       = aws_iam_role.one.name
                policy_arn = "arn:aws:iam::123456789012:policy/pull"
            }"#,
            "arn:aws:iam::123456789012:policy/pull is not made in this repository",
        ),
        (
            r#"variable "role" {}
            resource "aws_iam_role_policy_attachment" "one" {
                role       = var.role
                policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
            }"#,
            "var.role is given no value in the repository",
        ),
    ] {
        assert_eq!(may(text, "ecr:GetAuthorizationToken"), expected, "{text}");
    }
}

#[test]
fn a_role_trusts_the_services_that_its_policy_names() {
    for (policy, expected) in [
        (
            r#"jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" } }] })"#,
            Truth::Yes,
        ),
        (
            r#"jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = ["a", "ecs-tasks.amazonaws.com"] } }] })"#,
            Truth::Yes,
        ),
        (
            r#"jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "ecs.amazonaws.com" } }] })"#,
            Truth::No,
        ),
        (
            r#"jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" } }] })"#,
            Truth::No,
        ),
    ] {
        let text =
            format!("resource \"aws_iam_role\" \"one\" {{\n  assume_role_policy = {policy}\n}}\n");
        let found = of_stack(&text, |infrastructure| {
            let role = node(infrastructure, "aws_iam_role.one");
            trusts(&infrastructure.graph, role, "ecs-tasks.amazonaws.com")
        });
        assert_eq!(found, expected, "{policy}");
    }
}

/// Whether a policy lets a service put objects, which also asks from the account 127311923021.
fn lets_put(policy: &str) -> String {
    let text = format!(
        "variable \"who\" {{}}\nresource \"aws_iam_role\" \"one\" {{\n  assume_role_policy = {policy}\n}}\n"
    );
    of_stack(&text, |infrastructure| {
        let node = infrastructure
            .graph
            .node(node(infrastructure, "aws_iam_role.one"));
        let document = node.given("assume_role_policy").unwrap();
        let asker = super::Asker {
            service: "logs.example.com",
            accounts: &["127311923021"],
            anybody: Truth::Yes,
        };
        match super::policy_lets(document, node.header(), &asker, Some("s3:PutObject")) {
            Truth::Yes => "yes".to_owned(),
            Truth::No => "no".to_owned(),
            Truth::Open(unsure) => unsure.reason,
        }
    })
}

#[test]
fn a_policy_lets_in_whom_its_statements_allow() {
    let statement = |principal: &str, action: &str| {
        format!(
            "jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = {principal}, Action = {action} }}] }})"
        )
    };
    for (principal, action, expected) in [
        (
            "{ Service = \"logs.example.com\" }",
            "\"s3:PutObject\"",
            "yes",
        ),
        (
            "{ Service = \"other.example.com\" }",
            "\"s3:PutObject\"",
            "no",
        ),
        (
            "{ Service = \"logs.example.com\" }",
            "[\"s3:GetObject\"]",
            "no",
        ),
        ("{ Service = \"logs.example.com\" }", "\"s3:*\"", "yes"),
        (
            "{ AWS = \"arn:aws:iam::127311923021:root\" }",
            "\"s3:PutObject\"",
            "yes",
        ),
        ("{ AWS = [\"127311923021\"] }", "\"s3:PutObject\"", "yes"),
        ("{ AWS = \"111111111111\" }", "\"s3:PutObject\"", "no"),
        ("\"*\"", "\"s3:PutObject\"", "yes"),
        (
            "{ AWS = var.who }",
            "\"s3:PutObject\"",
            "var.who is given no value in the repository",
        ),
    ] {
        assert_eq!(
            lets_put(&statement(principal, action)),
            expected,
            "{principal} {action}"
        );
    }
    let denied = "jsonencode({ Statement = { Effect = \"Deny\", Principal = \"*\", Action = \"s3:PutObject\" } })";
    assert_eq!(lets_put(denied), "no");
    // Whichever of two it is.
    let one = statement("{ Service = \"logs.example.com\" }", "\"s3:PutObject\"");
    let chosen = format!("var.who ? {one} : {one}");
    assert_eq!(lets_put(&chosen), "yes");
}
