//! The ways in which people write security groups, and what each lets through.

use super::super::placement::truth::Truth;
use super::super::testing::{node, of_files, of_stack};
use super::{Direction, Party, Ports, Transport};

/// A load balancer, and a service that it sends requests to. Its subnets are 10.0.0.0/24 and 10.0.1.0/24, those of the
/// tasks 10.0.8.0/24 and 10.0.9.0/24.
const WORLD: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "public" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index + 8)
}
resource "aws_lb" "web" {
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.alb.id]
}
resource "aws_ecs_service" "web" {
  name            = "web"
  launch_type     = "FARGATE"
  task_definition = "web"
  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.tasks.id]
  }
}
"#;

/// The two groups, without any rule.
const GROUPS: &str = r#"
resource "aws_security_group" "alb" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "tasks" {
  vpc_id = aws_vpc.main.id
}
"#;

/// What is asked of a text: whether the load balancer's group lets port 80 out to the tasks, and whether theirs lets it
/// in from there.
fn asked(text: &str) -> [String; 2] {
    let text = format!("{WORLD}{text}");
    of_stack(&text, |infrastructure| {
        let graph = &infrastructure.graph;
        let balancer = Party::of_balancer(graph, node(infrastructure, "aws_lb.web"));
        let service = infrastructure.placement.services().next();
        let tasks = service.and_then(|service| Party::of_tasks(graph, service));
        let tasks = tasks.expect("the service has a network configuration");
        let sides = [
            (Direction::Out, &balancer, &tasks),
            (Direction::In, &tasks, &balancer),
        ];
        sides.map(|side| {
            let port = (Transport::Tcp, Ports::one(80));
            match infrastructure.groups.let_through(graph, side, port) {
                Truth::Yes => "yes".to_owned(),
                Truth::No => "no".to_owned(),
                Truth::Open(unsure) => unsure.reason,
            }
        })
    })
}

/// Whether the tasks' group lets port 80 in from the load balancer where this is beside the two groups.
fn admits(text: &str) -> String {
    let [_, admits] = asked(&format!("{GROUPS}{text}"));
    admits
}

/// The same where this is in the block of the tasks' group.
fn admits_inline(rules: &str) -> String {
    let [_, admits] = asked(&format!(
        "resource \"aws_security_group\" \"alb\" {{\n  vpc_id = aws_vpc.main.id\n}}\n\
         resource \"aws_security_group\" \"tasks\" {{\n  vpc_id = aws_vpc.main.id\n{rules}\n}}\n"
    ));
    admits
}

#[test]
fn what_is_not_written_is_not_there() {
    assert_eq!(asked(GROUPS), ["no", "no"]);
}

#[test]
fn rules_in_the_block_of_a_group_count() {
    for (rules, expected) in [
        ("ingress = []", "no"),
        (
            r#"ingress {
                from_port       = 80
                to_port         = 80
                protocol        = "tcp"
                security_groups = [aws_security_group.alb.id]
            }"#,
            "yes",
        ),
        (
            r#"ingress = [{
                from_port = 80, to_port = 80, protocol = "tcp", security_groups = [aws_security_group.alb.id],
                cidr_blocks = [], ipv6_cidr_blocks = [], prefix_list_ids = [], self = false, description = ""
            }]"#,
            "yes",
        ),
        (
            r#"dynamic "ingress" {
                for_each = toset([79, 80])
                content {
                  from_port       = ingress.value
                  to_port         = ingress.value
                  protocol        = "TCP"
                  security_groups = [aws_security_group.alb.id]
                }
            }"#,
            "yes",
        ),
        (
            r#"ingress {
                from_port       = 0
                to_port         = 0
                protocol        = "-1"
                security_groups = [aws_security_group.alb.id]
            }"#,
            "yes",
        ),
        // For TCP, port 0 is port 0.
        (
            r#"ingress {
                from_port       = 0
                to_port         = 0
                protocol        = "tcp"
                security_groups = [aws_security_group.alb.id]
            }"#,
            "no",
        ),
        (
            r#"ingress {
                from_port       = 80
                to_port         = 80
                protocol        = "17"
                security_groups = [aws_security_group.alb.id]
            }"#,
            "no",
        ),
        (
            r#"ingress {
                from_port = 80
                to_port   = 80
                protocol  = "tcp"
                self      = true
            }"#,
            "no",
        ),
    ] {
        assert_eq!(admits_inline(rules), expected, "{rules}");
    }
}

#[test]
fn ranges_must_hold_all_of_the_other_side() {
    for (ranges, expected) in [
        (r#"["0.0.0.0/0"]"#, "yes"),
        (r#"["10.0.0.0/16"]"#, "yes"),
        ("[aws_vpc.main.cidr_block]", "yes"),
        ("aws_subnet.public[*].cidr_block", "yes"),
        (r#"["10.0.0.0/24", "10.0.1.0/24"]"#, "yes"),
        (r#"["10.0.0.0/23"]"#, "yes"),
        (r#"["10.0.0.0/24"]"#, "no"),
        (r#"["10.1.0.0/16"]"#, "no"),
        (r#"["::/0"]"#, "no"),
    ] {
        let name = if ranges.contains("::") {
            "ipv6_cidr_blocks"
        } else {
            "cidr_blocks"
        };
        let rules = format!(
            "ingress {{\n  from_port = 80\n  to_port = 80\n  protocol = \"tcp\"\n  {name} = {ranges}\n}}"
        );
        assert_eq!(admits_inline(&rules), expected, "{ranges}");
    }
}

#[test]
fn rules_of_their_own_count() {
    for (rule, expected) in [
        (
            r#"resource "aws_security_group_rule" "web" {
                type                     = "ingress"
                security_group_id        = aws_security_group.tasks.id
                source_security_group_id = aws_security_group.alb.id
                protocol                 = "tcp"
                from_port                = 0
                to_port                  = 65535
            }"#,
            "yes",
        ),
        (
            r#"resource "aws_security_group_rule" "web" {
                type                     = "egress"
                security_group_id        = aws_security_group.tasks.id
                source_security_group_id = aws_security_group.alb.id
                protocol                 = "tcp"
                from_port                = 0
                to_port                  = 65535
            }"#,
            "no",
        ),
        (
            r#"resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id            = aws_security_group.tasks.id
                referenced_security_group_id = aws_security_group.alb.id
                ip_protocol                  = "tcp"
                from_port                    = 80
                to_port                      = 80
            }"#,
            "yes",
        ),
        (
            r#"resource "aws_vpc_security_group_ingress_rule" "web" {
                for_each          = toset(["10.0.0.0/24", "10.0.1.0/24"])
                security_group_id = aws_security_group.tasks.id
                cidr_ipv4         = each.key
                ip_protocol       = "-1"
            }"#,
            "yes",
        ),
        (
            r#"resource "aws_security_group_rule" "web" {
                count             = 0
                type              = "ingress"
                security_group_id = aws_security_group.tasks.id
                cidr_blocks       = ["0.0.0.0/0"]
                protocol          = "-1"
                from_port         = 0
                to_port           = 0
            }"#,
            "no",
        ),
    ] {
        assert_eq!(admits(rule), expected, "{rule}");
    }
}

#[test]
fn what_is_not_known_leaves_the_answer_open() {
    for (text, expected) in [
        (
            r#"variable "is_open" {}
            resource "aws_security_group_rule" "web" {
                count             = var.is_open ? 1 : 0
                type              = "ingress"
                security_group_id = aws_security_group.tasks.id
                cidr_blocks       = ["0.0.0.0/0"]
                protocol          = "-1"
                from_port         = 0
                to_port           = 0
            }"#,
            "how many such rules there are is not known",
        ),
        (
            r#"variable "port" {}
            resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id = aws_security_group.tasks.id
                cidr_ipv4         = "0.0.0.0/0"
                ip_protocol       = "tcp"
                from_port         = var.port
                to_port           = var.port
            }"#,
            "var.port is given no value in the repository",
        ),
        (
            r#"variable "group" {}
            resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id = var.group
                cidr_ipv4         = "0.0.0.0/0"
                ip_protocol       = "-1"
            }"#,
            "var.group is given no value in the repository",
        ),
        // A rule for another port changes nothing, whosever it is.
        (
            r#"variable "group" {}
            resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id = var.group
                cidr_ipv4         = "0.0.0.0/0"
                ip_protocol       = "tcp"
                from_port         = 22
                to_port           = 22
            }"#,
            "no",
        ),
        // An id that is written out is that of no group that is made here.
        (
            r#"resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id = "sg-0123"
                cidr_ipv4         = "0.0.0.0/0"
                ip_protocol       = "-1"
            }"#,
            "no",
        ),
        (
            r#"resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id = aws_security_group.tasks.id
                prefix_list_id    = "pl-0123"
                ip_protocol       = "-1"
            }"#,
            "the addresses of a prefix list are not known",
        ),
        // The rule may be of the tasks' group.
        (
            r#"data "aws_security_group" "some" {
                tags = { Team = "web" }
            }
            resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id = data.aws_security_group.some.id
                cidr_ipv4         = "0.0.0.0/0"
                ip_protocol       = "-1"
            }"#,
            "which group data.aws_security_group.some reads is not known",
        ),
        (
            r#"data "aws_security_group" "some" {
                name = "some"
            }
            resource "aws_vpc_security_group_ingress_rule" "web" {
                security_group_id            = aws_security_group.tasks.id
                referenced_security_group_id = data.aws_security_group.some.id
                ip_protocol                  = "-1"
            }"#,
            "which security group is meant is not known before it is read",
        ),
        (
            r#"module "rules" {
                source = "example/rules/aws"
                group  = aws_security_group.tasks.id
            }"#,
            "the module example/rules/aws, which is given the security group, is not in the repository",
        ),
    ] {
        assert_eq!(admits(text), expected, "{text}");
    }
}

#[test]
fn prefix_lists_of_the_repository_are_their_addresses() {
    let list = |cidrs: &str, more: &str| {
        admits(&format!(
            r#"resource "aws_ec2_managed_prefix_list" "some" {{
                name           = "some"
                address_family = "IPv4"
                max_entries    = 5
                dynamic "entry" {{
                  for_each = {cidrs}
                  content {{
                    cidr = entry.value
                  }}
                }}
            }}
            {more}
            resource "aws_vpc_security_group_ingress_rule" "web" {{
                security_group_id = aws_security_group.tasks.id
                prefix_list_id    = aws_ec2_managed_prefix_list.some.id
                ip_protocol       = "-1"
            }}"#
        ))
    };
    assert_eq!(list(r#"["10.0.0.0/24", "10.0.1.0/24"]"#, ""), "yes");
    assert_eq!(list(r#"["10.0.0.0/24"]"#, ""), "no");
    let beside = r#"resource "aws_ec2_managed_prefix_list_entry" "one" {
        cidr           = "10.0.1.0/24"
        prefix_list_id = aws_ec2_managed_prefix_list.some.id
    }"#;
    assert_eq!(list(r#"["10.0.0.0/24"]"#, beside), "yes");
}

#[test]
fn rules_that_others_may_change_are_open() {
    let rules = "lifecycle {\n  ignore_changes = [ingress]\n}";
    let expected =
        "aws_security_group.tasks ignores changes of its ingress rules: others may make them";
    assert_eq!(admits_inline(rules), expected);
}

#[test]
fn without_a_group_there_is_the_default_group() {
    let text = |more: &str| {
        let world = WORLD
            .replace("    security_groups = [aws_security_group.tasks.id]\n", "")
            .replace("  security_groups = [aws_security_group.alb.id]\n", "");
        let text = format!("{world}{more}");
        of_stack(&text, |infrastructure| {
            let graph = &infrastructure.graph;
            let balancer = Party::of_balancer(graph, node(infrastructure, "aws_lb.web"));
            let service = infrastructure.placement.services().next();
            let tasks = service.and_then(|service| Party::of_tasks(graph, service));
            let tasks = tasks.expect("the service has a network configuration");
            let side = (Direction::In, &tasks, &balancer);
            let port = (Transport::Tcp, Ports::one(80));
            infrastructure.groups.let_through(graph, side, port)
        })
    };
    // Its members reach each other, unless its rules are taken away.
    assert_eq!(text(""), Truth::Yes);
    let emptied =
        "resource \"aws_default_security_group\" \"main\" {\n  vpc_id = aws_vpc.main.id\n}\n";
    assert_eq!(text(emptied), Truth::No);
    let kept = "resource \"aws_default_security_group\" \"main\" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n    \
                protocol = \"-1\"\n    from_port = 0\n    to_port = 0\n    self = true\n  }\n}\n";
    assert_eq!(text(kept), Truth::Yes);
}

#[test]
fn rules_of_another_stack_count() {
    let backend = |key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"states\"\n    key = \"{key}\"\n    region = \"us-east-1\"\n  }}\n}}\n"
        )
    };
    let groups = format!(
        "{}{WORLD}{GROUPS}output \"groups\" {{\n  value = {{ alb = aws_security_group.alb.id, tasks = \
         aws_security_group.tasks.id }}\n}}\n",
        backend("groups")
    );
    let rules = format!(
        r#"{}
data "terraform_remote_state" "groups" {{
  backend = "s3"
  config = {{
    bucket = "states"
    key    = "groups"
    region = "us-east-1"
  }}
}}
resource "aws_vpc_security_group_egress_rule" "web" {{
  security_group_id            = data.terraform_remote_state.groups.outputs.groups.alb
  referenced_security_group_id = data.terraform_remote_state.groups.outputs.groups.tasks
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}}
"#,
        backend("rules")
    );
    let files = [
        ("live/prod/us-east-1/groups/main.tf", &*groups),
        ("live/prod/us-east-1/rules/main.tf", &*rules),
    ];
    let found = of_files(&files, |infrastructure| {
        let graph = &infrastructure.graph;
        let balancer = Party::of_balancer(graph, node(infrastructure, "aws_lb.web"));
        let service = infrastructure.placement.services().next();
        let tasks = service.and_then(|service| Party::of_tasks(graph, service));
        let tasks = tasks.expect("the service has a network configuration");
        let side = (Direction::Out, &balancer, &tasks);
        let port = (Transport::Tcp, Ports::one(80));
        let groups = &infrastructure.groups;
        let truth = groups.let_through(graph, side, port);
        let evidence = groups.evidence(graph, (Direction::Out, &balancer), port);
        let texts = evidence.into_iter().map(|note| note.text);
        (truth, texts.collect::<Vec<_>>())
    });
    let expected = [
        "aws_security_group.alb",
        "lets port 80 out to aws_security_group.tasks",
    ];
    assert_eq!(found, (Truth::Yes, expected.map(str::to_owned).to_vec()));
}
