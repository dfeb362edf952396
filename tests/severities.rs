//! What is certain and does harm is an error; what only may is less. The pages' examples do not show which.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use iaclint::config::Config;
use iaclint::diagnostic::Severity;
use iaclint::engine::{self, Request};
use iaclint::rules;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

/// The severities of a rule's findings in a repository without configuration.
fn severities(rule: &str, files: &[(&str, &str)]) -> Vec<Severity> {
    let mut sources = Sources::from_memory(files.iter().copied());
    let tracked = files.iter().map(|(path, _)| (*path).to_owned());
    sources.git.tracked = Some(tracked.collect());
    let request = Request {
        rules: rules::ALL,
        paths: &[],
        schemas: &[],
        providers: &Schemas::embedded(),
        config_text: "",
        honour_ignores: false,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let outcome = engine::check(&sources, &Config::default(), &request).unwrap();
    let found = outcome.findings.iter();
    found
        .filter(|finding| finding.meta.id == rule)
        .map(|finding| finding.severity)
        .collect()
}

const PROVIDER: &str = "provider \"aws\" {\n  region = \"us-east-1\"\n}\n";

#[test]
fn an_environment_that_no_configuration_asks_for_is_a_note() {
    let found = severities(
        "layout-env-missing",
        &[("live/prod/us-east-1/vpc/main.tf", PROVIDER)],
    );
    assert_eq!(found, [Severity::Note]);
}

#[test]
fn a_lock_file_that_some_old_terraform_refuses_is_a_note_and_one_that_all_refuse_is_an_error() {
    let of = |required: &str| {
        let text = format!(
            "terraform {{\n  required_version = \"{required}\"\n  backend \"s3\" {{\n    bucket = \"b\"\n    \
             key = \"k\"\n    region = \"us-east-1\"\n    use_lockfile = true\n  }}\n}}\n"
        );
        severities("state-lock", &[("stacks/vpc/main.tf", &text)])
    };
    assert_eq!(of("~> 1.5"), [Severity::Note]);
    assert_eq!(of("~> 1.5.0"), [Severity::Error]);
    assert!(of("~> 1.10").is_empty());
}

#[test]
fn a_provider_in_a_module_is_an_error_only_where_a_call_has_what_terraform_refuses() {
    let of = |argument: &str| {
        let call =
            format!("{PROVIDER}module \"it\" {{\n  source = \"../../modules/it\"\n{argument}}}\n");
        severities(
            "layout-module-provider-block",
            &[
                ("stacks/vpc/main.tf", &call),
                ("modules/it/main.tf", PROVIDER),
            ],
        )
    };
    assert_eq!(of(""), [Severity::Warning]);
    assert_eq!(of("  count = 2\n"), [Severity::Error]);
}

#[test]
fn open_versions_are_a_warning_in_a_stack_and_a_note_in_a_module_or_beside_a_lock_file() {
    let resource = "resource \"aws_vpc\" \"it\" {}\n";
    let stack = format!("terraform {{\n  required_version = \"~> 1.11\"\n}}\n{PROVIDER}{resource}");
    let rule = "layout-versions";
    let alone = severities(rule, &[("stacks/vpc/main.tf", &stack)]);
    assert_eq!(alone, [Severity::Warning]);
    let lock = "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"5.100.0\"\n}\n";
    let locked = [
        ("stacks/vpc/main.tf", stack.as_str()),
        ("stacks/vpc/.terraform.lock.hcl", lock),
    ];
    assert_eq!(severities(rule, &locked), [Severity::Note]);
    let module = severities(rule, &[("modules/vpc/main.tf", resource)]);
    assert_eq!(module, [Severity::Note]);
}

#[test]
fn a_backend_is_missing_for_certain_only_beside_others_that_have_one() {
    let rule = "state-backend-missing";
    let bare = format!("{PROVIDER}resource \"aws_vpc\" \"it\" {{}}\n");
    let with = format!("{bare}terraform {{\n  backend \"s3\" {{}}\n}}\n");
    let alone = [
        ("stacks/a/main.tf", bare.as_str()),
        ("stacks/b/main.tf", &bare),
    ];
    assert_eq!(severities(rule, &alone), [Severity::Warning]);
    let beside = [
        ("stacks/a/main.tf", bare.as_str()),
        ("stacks/b/main.tf", &with),
    ];
    assert_eq!(severities(rule, &beside), [Severity::Error]);
    let production = [("live/prod/us-east-1/vpc/main.tf", bare.as_str())];
    assert_eq!(severities(rule, &production), [Severity::Error]);
}

/// A stack with a service, and what is beside it.
fn with_service(lines: &str, beside: &str) -> String {
    format!(
        "resource \"aws_ecs_service\" \"web\" {{\n  name            = \"web\"\n  cluster         = \"main\"\n  \
         task_definition = \"web:1\"\n{lines}\n}}\n{beside}"
    )
}

#[test]
fn a_deployment_that_hangs_only_with_the_fewest_tasks_is_a_warning() {
    let of = |least: u32, beside: &str| {
        let lines = format!(
            "  desired_count = 1\n  deployment_minimum_healthy_percent = {least}\n  deployment_maximum_percent = 100"
        );
        let text = with_service(&lines, beside);
        severities(
            "ecs-deploy-deadlock",
            &[("live/prod/us-east-1/ecs/main.tf", &text)],
        )
    };
    let target = "resource \"aws_appautoscaling_target\" \"web\" {\n  service_namespace = \"ecs\"\n  scalable_dimension = \
                  \"ecs:service:DesiredCount\"\n  resource_id = \"service/main/web\"\n  min_capacity = 1\n  max_capacity = 6\n}\n";
    assert_eq!(of(50, ""), [Severity::Error]);
    assert_eq!(of(50, target), [Severity::Warning]);
    assert_eq!(of(100, target), [Severity::Error]);
}

#[test]
fn output_that_stays_on_an_instance_is_less_than_output_that_is_lost() {
    let of = |kind: &str| {
        let text = format!(
            "resource \"aws_ecs_task_definition\" \"web\" {{\n  family = \"web\"\n  requires_compatibilities = [\"{kind}\"]\n  \
             container_definitions = jsonencode([{{ name = \"web\", image = \"web:1\" }}])\n}}\n"
        );
        severities(
            "ecs-log-config",
            &[("live/prod/us-east-1/ecs/main.tf", &text)],
        )
    };
    assert_eq!(of("FARGATE"), [Severity::Error]);
    assert_eq!(of("EC2"), [Severity::Warning]);
}

#[test]
fn what_one_task_or_one_gateway_saves_outside_of_production_is_no_fault() {
    let text = with_service("  desired_count = 1", "");
    let of = |rule: &str, environment: &str| {
        let path = format!("live/{environment}/us-east-1/ecs/main.tf");
        severities(rule, &[(&path, &text)])
    };
    assert_eq!(of("ha-min-tasks", "prod"), [Severity::Error]);
    assert_eq!(of("ha-autoscaling", "prod"), [Severity::Warning]);
    assert_eq!(of("ha-min-tasks", "test"), []);
    assert_eq!(of("ha-autoscaling", "test"), []);
}

#[test]
fn a_pipeline_is_missed_most_where_folders_show_environments() {
    let of = |folder: &str| {
        let text = "terraform {\n  backend \"s3\" {}\n}\n";
        severities("ci-missing", &[(&format!("{folder}/main.tf"), text)])
    };
    assert_eq!(of("live/prod/us-east-1/vpc"), [Severity::Error]);
    assert_eq!(of("stacks/vpc"), [Severity::Warning]);
}

#[test]
fn a_trust_in_all_of_github_is_an_error_and_one_in_a_repository_a_warning() {
    let of = |subject: &str| {
        let text = format!(
            "{PROVIDER}resource \"aws_iam_role\" \"apply\" {{\n  assume_role_policy = jsonencode({{\n    Version = \
             \"2012-10-17\"\n    Statement = [{{\n      Effect = \"Allow\"\n      Action = \
             \"sts:AssumeRoleWithWebIdentity\"\n      Principal = {{ Federated = \
             \"arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com\" }}\n      Condition = {{ StringLike = \
             {{\n        \"token.actions.githubusercontent.com:sub\" = \"{subject}\"\n        \
             \"token.actions.githubusercontent.com:aud\" = \"sts.amazonaws.com\"\n      }} }}\n    }}]\n  }})\n}}\n"
        );
        severities("ci-oidc-trust", &[("stacks/iam/main.tf", &text)])
    };
    assert_eq!(of("repo:*"), [Severity::Error]);
    assert_eq!(of("repo:octo/*"), [Severity::Error]);
    assert_eq!(of("repo:octo/infra:*"), [Severity::Warning]);
    assert!(of("repo:octo/infra:environment:prod").is_empty());
}

#[test]
fn an_image_without_a_version_is_a_warning_and_one_without_a_digest_a_note() {
    let of = |from: &str| {
        severities(
            "docker-base",
            &[("app/Dockerfile", &format!("FROM {from}\n"))],
        )
    };
    assert_eq!(of("nginx"), [Severity::Warning]);
    assert_eq!(of("nginx:1.29.8"), [Severity::Note]);
}
