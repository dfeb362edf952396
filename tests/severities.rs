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
        policies: iaclint::policy::Policies::none(),
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

/// The severities of a rule's findings in one stack of this environment.
fn in_stack(rule: &str, environment: &str, text: &str) -> Vec<Severity> {
    let path = format!("live/{environment}/us-east-1/web/main.tf");
    severities(rule, &[(&path, text)])
}

#[test]
fn what_guards_load_balancers_and_images_is_asked_for_in_production() {
    let text = "resource \"aws_lb\" \"web\" {\n  name = \"web\"\n}\n\nresource \"aws_ecr_repository\" \"web\" {\n  \
                name = \"web\"\n  force_delete = true\n}\n\nresource \"aws_db_instance\" \"main\" {\n  engine = \"postgres\"\n}\n";
    for (rule, production, other) in [
        ("alb-deletion-protection", Severity::Error, None),
        ("alb-access-logs", Severity::Warning, None),
        ("ecr-force-delete", Severity::Error, None),
        ("ecr-immutable", Severity::Error, Some(Severity::Warning)),
        ("ha-single-az-resource", Severity::Warning, None),
    ] {
        assert_eq!(in_stack(rule, "prod", text), [production], "{rule}");
        let other: Vec<Severity> = other.into_iter().collect();
        assert_eq!(in_stack(rule, "test", text), other, "{rule}");
    }
}

#[test]
fn a_health_check_that_aws_refuses_is_an_error_and_one_that_takes_redirects_a_note() {
    let of = |lines: &str| {
        let text = format!(
            "resource \"aws_lb_target_group\" \"web\" {{\n  port = 80\n  protocol = \"HTTP\"\n  health_check {{\n{lines}\n  }}\n}}\n"
        );
        in_stack("alb-health-check", "prod", &text)
    };
    assert_eq!(of("interval = 10\n timeout = 10"), [Severity::Error]);
    // Without a timeout it is 5 seconds.
    assert_eq!(of("interval = 5"), [Severity::Error]);
    assert_eq!(of("interval = 10\n timeout = 9"), []);
    assert_eq!(of("matcher = \"200-399\""), [Severity::Note]);
    assert_eq!(of("matcher = \"200,503\""), [Severity::Warning]);
    assert_eq!(of("matcher = \"200-299\""), []);
    assert_eq!(of("protocol = \"HTTPS\""), [Severity::Warning]);
    assert_eq!(of("protocol = \"HTTPS\"\n port = 8443"), []);
}

#[test]
fn a_target_group_of_no_listener_is_an_error_where_a_service_registers_in_it() {
    let group = "resource \"aws_lb_target_group\" \"web\" {\n  name = \"web\"\n}\n";
    let service = with_service(
        "  load_balancer {\n    target_group_arn = aws_lb_target_group.web.arn\n    container_name = \"web\"\n    container_port = 80\n  }",
        group,
    );
    let rule = "alb-target-group-unattached";
    assert_eq!(in_stack(rule, "prod", group), [Severity::Warning]);
    assert_eq!(in_stack(rule, "prod", &service), [Severity::Error]);
}

#[test]
fn time_to_start_is_missed_most_where_the_definition_says_that_it_is_needed() {
    let of = |check: &str| {
        let lines = "  load_balancer {\n    target_group_arn = \"arn\"\n    container_name = \"web\"\n    container_port = 80\n  }";
        let definition = format!(
            "resource \"aws_ecs_task_definition\" \"web\" {{\n  family = \"web\"\n  container_definitions = jsonencode([{{ name = \
             \"web\", image = \"web:1\"{check} }}])\n}}\n"
        );
        let text = with_service(lines, &definition).replace(
            "\"web:1\"\n  load",
            "aws_ecs_task_definition.web.arn\n  load",
        );
        in_stack("ecs-health-grace", "prod", &text)
    };
    assert_eq!(of(""), [Severity::Note]);
    let slow = ", healthCheck = { command = [\"CMD\", \"true\"], startPeriod = 30 }";
    assert_eq!(of(slow), [Severity::Warning]);
}

#[test]
fn what_a_connection_or_an_endpoint_makes_impossible_is_an_error() {
    let apart = "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
    let text = format!("{apart}{}", apart.replace("\"a\"", "\"b\""));
    assert_eq!(in_stack("net-vpc-overlap", "prod", &text), []);
    let attached = |vpc: &str| {
        format!(
            "resource \"aws_ec2_transit_gateway_vpc_attachment\" \"{vpc}\" {{\n  vpc_id = aws_vpc.{vpc}.id\n  subnet_ids = []\n  \
             transit_gateway_id = \"tgw-1\"\n}}\n"
        )
    };
    let connected = format!("{text}{}{}", attached("a"), attached("b"));
    let rule = "net-vpc-overlap";
    assert_eq!(in_stack(rule, "prod", &connected), [Severity::Error]);
    let both = [
        ("live/prod/us-east-1/vpc/main.tf", apart),
        ("live/test/us-east-1/vpc/main.tf", apart),
    ];
    assert_eq!(severities(rule, &both), [Severity::Note]);
    let off = apart.replace("\n}", "\n  enable_dns_support = false\n}");
    assert_eq!(in_stack("net-dns", "prod", &off), [Severity::Warning]);
    let endpoint = "resource \"aws_vpc_endpoint\" \"logs\" {\n  vpc_id = aws_vpc.a.id\n  service_name = \"s\"\n  vpc_endpoint_type = \
                    \"Interface\"\n  private_dns_enabled = true\n}\n";
    let text = format!("{off}{endpoint}");
    let both = [Severity::Error, Severity::Error];
    assert_eq!(in_stack("net-dns", "prod", &text), both);
}

#[test]
fn addresses_in_public_subnets_and_internal_load_balancers_there_are_notes() {
    let text = "resource \"aws_default_subnet\" \"a\" {\n  availability_zone = \"us-east-1a\"\n  map_public_ip_on_launch = true\n}\n\
                resource \"aws_lb\" \"web\" {\n  internal = true\n  subnets = [aws_default_subnet.a.id]\n}\n";
    let note = [Severity::Note];
    assert_eq!(in_stack("net-map-public-ip", "prod", text), note);
    assert_eq!(in_stack("alb-public-subnets", "prod", text), note);
}

/// A load balancer with a listener on port 80, and its group with these rules.
fn balancer(rules: &str, more: &str) -> String {
    format!(
        r#"{PROVIDER}
resource "aws_security_group" "alb" {{
  vpc_id = "vpc-1"
  {rules}
}}
resource "aws_lb" "web" {{
  subnets         = ["subnet-1", "subnet-2"]
  security_groups = [aws_security_group.alb.id]
}}
resource "aws_lb_listener" "web" {{
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  default_action {{
    type = "fixed-response"
    fixed_response {{
      content_type = "text/plain"
    }}
  }}
}}
{more}"#
    )
}

#[test]
fn a_load_balancer_that_nobody_reaches_is_an_error_and_a_port_that_nobody_needs_a_warning() {
    let of = |rules: &str, more: &str| {
        let text = balancer(rules, more);
        severities(
            "alb-sg-ports",
            &[("live/prod/us-east-1/web/main.tf", &text)],
        )
    };
    let open = |first: u32, last: u32| {
        format!(
            "ingress {{\n    from_port = {first}\n    to_port = {last}\n    protocol = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }}"
        )
    };
    assert_eq!(of("", ""), [Severity::Error]);
    assert_eq!(of(&open(80, 80), ""), []);
    assert_eq!(of(&open(80, 443), ""), [Severity::Warning]);
    // Where one listener is reached, the other may be for later.
    let second = "resource \"aws_lb_listener\" \"later\" {\n  load_balancer_arn = aws_lb.web.arn\n  port = 8080\n  \
                  default_action {\n    type = \"fixed-response\"\n    fixed_response {\n      content_type = \"text/plain\"\n    }\n  }\n}\n";
    assert_eq!(of(&open(80, 80), second), [Severity::Warning]);
    // What else has the group may need the port.
    let instance = "resource \"aws_instance\" \"other\" {\n  ami = \"ami-1\"\n  instance_type = \"t3.micro\"\n  \
                    vpc_security_group_ids = [aws_security_group.alb.id]\n}\n";
    assert_eq!(of(&open(80, 443), instance), []);
}

#[test]
fn a_default_group_that_something_has_is_an_error() {
    let of = |more: &str| {
        let text = format!(
            "{PROVIDER}resource \"aws_vpc\" \"main\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\n{more}"
        );
        severities(
            "net-default-sg",
            &[("live/prod/us-east-1/vpc/main.tf", &text)],
        )
    };
    assert_eq!(of(""), [Severity::Warning]);
    let instance = "resource \"aws_instance\" \"one\" {\n  ami = \"ami-1\"\n  instance_type = \"t3.micro\"\n  \
                    vpc_security_group_ids = [aws_vpc.main.default_security_group_id]\n}\n";
    assert_eq!(of(instance), [Severity::Error]);
}

#[test]
fn whoever_reaches_tasks_from_the_internet_is_an_error_and_from_inside_a_warning() {
    let of = |rule: &str, more: &str| {
        let all = "egress {\n    from_port = 0\n    to_port = 0\n    protocol = \"-1\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }";
        let text = format!(
            r#"{}
resource "aws_lb_target_group" "web" {{
  port        = 80
  protocol    = "HTTP"
  vpc_id      = "vpc-1"
  target_type = "ip"
}}
resource "aws_lb_listener_rule" "web" {{
  listener_arn = aws_lb_listener.web.arn
  action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }}
  condition {{
    path_pattern {{
      values = ["/*"]
    }}
  }}
}}
resource "aws_security_group" "tasks" {{
  vpc_id = "vpc-1"
  ingress {{
    from_port = 80
    to_port   = 80
    protocol  = "tcp"
    {rule}
  }}
}}
resource "aws_ecs_service" "web" {{
  name            = "web"
  launch_type     = "FARGATE"
  task_definition = "web"
  network_configuration {{
    subnets         = ["subnet-3"]
    security_groups = [aws_security_group.tasks.id]
  }}
  load_balancer {{
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 80
  }}
  {more}
}}
"#,
            balancer(all, "")
        );
        severities(
            "ecs-ingress-not-alb-only",
            &[("live/prod/us-east-1/web/main.tf", &text)],
        )
    };
    assert_eq!(of("security_groups = [aws_security_group.alb.id]", ""), []);
    assert_eq!(of("cidr_blocks = [\"0.0.0.0/0\"]", ""), [Severity::Error]);
    assert_eq!(
        of("cidr_blocks = [\"198.51.100.7/32\"]", ""),
        [Severity::Error]
    );
    assert_eq!(
        of("cidr_blocks = [\"10.0.0.0/8\"]", ""),
        [Severity::Warning]
    );
    assert_eq!(of("self = true", ""), [Severity::Warning]);
    let called = "service_registries {\n    registry_arn = \"arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1\"\n  }";
    assert_eq!(of("self = true", called), []);
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

/// Tasks that lie in a public subnet as well by mistake are no reason to be silent about the table of the other one.
#[test]
fn a_public_subnet_beside_it_does_not_hide_a_table_that_the_gateway_to_s3_leaves_out() {
    let page = include_str!("../src/rules/network/endpoint_s3_table.md");
    let example = page.split("```hcl\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let mine = "    subnets         = [aws_subnet.private.id]";
    assert!(example.contains(mine));
    let both = "    subnets         = [aws_subnet.public.id, aws_subnet.private.id]";
    let public = "resource \"aws_internet_gateway\" \"main\" {\n  vpc_id = aws_vpc.main.id\n}\nresource \"aws_subnet\" \"public\" \
                  {\n  vpc_id = aws_vpc.main.id\n  cidr_block = \"10.0.2.0/24\"\n}\nresource \"aws_route_table\" \"public\" {\n  \
                  vpc_id = aws_vpc.main.id\n  route {\n    cidr_block = \"0.0.0.0/0\"\n    gateway_id = \
                  aws_internet_gateway.main.id\n  }\n}\nresource \"aws_route_table_association\" \"public\" {\n  subnet_id = \
                  aws_subnet.public.id\n  route_table_id = aws_route_table.public.id\n}\n";
    let text = format!("{}{public}", example.replace(mine, both));
    assert_eq!(
        in_stack("net-endpoint-s3-table", "prod", &text),
        [Severity::Error]
    );
}
