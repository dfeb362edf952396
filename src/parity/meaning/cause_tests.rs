//! What is told here follows from what makes it, as anything else does.

use super::testing::causes;
use super::tests::{CPU, SERVICE, apart};

/// A group with a rule and a listener, both of which `count` makes, and the variable that says whether.
fn listener(rule: &str, certificate: &str) -> String {
    format!(
        r#"
variable "certificate_arn" {{
  type    = string
  default = {certificate}
}}
resource "aws_lb" "this" {{
  name            = "web"
  security_groups = [aws_security_group.web.id]
}}
resource "aws_lb_listener" "https" {{
  count             = var.certificate_arn == null ? 0 : 1
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn
}}
resource "aws_security_group" "web" {{
  name = "web"
{}}}
{}"#,
        if rule.starts_with(' ') { rule } else { "" },
        if rule.starts_with(' ') { "" } else { rule },
    )
}

#[test]
fn a_rule_that_is_there_for_a_reason_follows_from_it() {
    let arn = "\"arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d\"";
    let apart = r#"
resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each          = var.certificate_arn == null ? toset([]) : toset(["443"])
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = each.key
  to_port           = each.key
  cidr_ipv4         = "0.0.0.0/0"
}
"#;
    let inline = r#"  dynamic "ingress" {
    for_each = var.certificate_arn == null ? [] : [443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
"#;
    for rule in [apart, inline] {
        for [left, right] in [[arn, "null"], ["null", arn]] {
            let told = causes(&listener(rule, left), &listener(rule, right));
            let [cause] = &told[..] else {
                panic!("{told:#?}");
            };
            assert!(cause.starts_with("var.certificate_arn: "), "{cause}");
            for follow in ["aws_security_group.web.ingress", "aws_lb_listener.https"] {
                assert!(cause.contains(follow), "{cause}");
            }
        }
    }
}

#[test]
fn a_rule_follows_from_what_only_rules_are_made_of() {
    let text = |open: &str| {
        let rule = |name: &str, whom: &str| {
            format!(
                "resource \"aws_vpc_security_group_ingress_rule\" \"{name}\" {{\n  count = local.is_open ? 1 : 0\n  \
                 security_group_id = aws_security_group.app.id\n  ip_protocol = \"tcp\"\n  from_port = 22\n  \
                 to_port = 22\n  {whom}\n}}\n"
            )
        };
        let rules = [
            rule("four", "cidr_ipv4 = \"0.0.0.0/0\""),
            rule("six", "cidr_ipv6 = \"::/0\""),
        ]
        .concat();
        apart(&format!("locals {{\n  is_open = {open}\n}}\n{rules}"))
    };
    let told = causes(&text("true"), &text("false"));
    let [cause] = &told[..] else {
        panic!("{told:#?}");
    };
    assert!(cause.starts_with("local.is_open: "), "{cause}");
    assert_eq!(
        cause.matches("aws_security_group.app.ingress").count(),
        2,
        "{cause}"
    );
}

#[test]
fn alarms_that_one_value_sets_are_one_cause() {
    let text = |missing: &str| {
        let alarm = |name: &str| {
            let set = "threshold           = 80\n  treat_missing_data  = var.missing";
            let alarm = CPU.replace("threshold           = 80", set);
            alarm
                .replace("\"cpu\"", &format!("\"{name}\""))
                .replace("CPUUtilization", name)
        };
        format!(
            "variable \"missing\" {{\n  default = \"{missing}\"\n}}\n{SERVICE}{}{}",
            alarm("CPUUtilization"),
            alarm("MemoryUtilization"),
        )
    };
    let told = causes(&text("breaching"), &text("ignore"));
    let [cause] = &told[..] else {
        panic!("{told:#?}");
    };
    assert!(cause.starts_with("var.missing: "), "{cause}");
}

#[test]
fn a_policy_document_follows_from_what_it_is_made_of() {
    let text = |name: &str| {
        format!(
            r#"
locals {{
  name = "{name}"
}}
resource "aws_sqs_queue" "this" {{
  name                       = local.name
  visibility_timeout_seconds = length(local.name)
}}
data "aws_iam_policy_document" "this" {{
  statement {{
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:us-east-1:111111111111:${{local.name}}"]
  }}
}}
resource "aws_iam_policy" "this" {{
  name   = "send"
  policy = data.aws_iam_policy_document.this.json
}}
"#
        )
    };
    let told = causes(&text("orders"), &text("incoming"));
    let [cause] = &told[..] else {
        panic!("{told:#?}");
    };
    assert!(cause.starts_with("local.name: "), "{cause}");
    assert!(cause.contains("aws_iam_policy.this.policy"), "{cause}");
}

#[test]
fn alarms_whose_actions_are_switched_off_are_one_cause() {
    let text = |is_on: bool| {
        let alarm = |name: &str| {
            let set = "threshold           = 80\n  actions_enabled     = var.is_on";
            let alarm = CPU.replace("threshold           = 80", set);
            alarm
                .replace("\"cpu\"", &format!("\"{name}\""))
                .replace("CPUUtilization", name)
        };
        format!(
            "variable \"is_on\" {{\n  default = {is_on}\n}}\n{SERVICE}{}{}",
            alarm("CPUUtilization"),
            alarm("MemoryUtilization"),
        )
    };
    for (left, right) in [(true, false), (false, true)] {
        let told = causes(&text(left), &text(right));
        let [cause] = &told[..] else {
            panic!("{told:#?}");
        };
        assert!(cause.starts_with("var.is_on: "), "{cause}");
    }
}

/// What Terraform refuses is told by itself: it makes nothing that one side has and the other lacks.
#[test]
fn what_follows_from_a_value_that_is_refused_is_no_difference() {
    let zone = |settings: &str| {
        format!(
            r#"
locals {{
  settings = {settings}
}}
resource "aws_cloudwatch_log_group" "it" {{
  count             = local.settings.on ? 1 : 0
  name              = "it"
  retention_in_days = local.settings.days
}}
"#
        )
    };
    let right = zone("{ on = true, days = 30 }");
    let other = zone("{ on = false, days = 7 }");
    let broken = zone("yamldecode(\"on: [\")");
    assert!(!causes(&right, &other).is_empty());
    assert_eq!(causes(&right, &broken), Vec::<String>::new());
    assert_eq!(causes(&broken, &right), Vec::<String>::new());
}
