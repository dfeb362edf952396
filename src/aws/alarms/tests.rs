//! The ways in which people write alarms, and what comes of each.

use super::super::testing::{node, of_files, of_stack};
use super::{Judgement, KeyUse, Watching, catalogue, flaws, has_subscriber, key_use, tells};

const CPU: &[(&str, &str)] = &[("AWS/ECS", "CPUUtilization")];
const ERRORS: &[(&str, &str)] = &[("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count")];

/// A service in a cluster.
const SERVICE: &str = r#"
resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = "api:1"
}
"#;

/// An alarm on the processor of what these dimensions name.
fn alarm(dimensions: &str) -> String {
    format!(
        r#"
resource "aws_cloudwatch_metric_alarm" "cpu" {{
  alarm_name          = "cpu"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  alarm_actions       = ["arn:aws:sns:us-east-1:111111111111:alarms"]
  dimensions          = {dimensions}
}}
"#
    )
}

/// How many alarms watch the processor of `aws_ecs_service.api`, how many try to, and whether there may be others.
fn watched(text: &str) -> (usize, usize, bool) {
    of_stack(text, |infrastructure| {
        let service = node(infrastructure, "aws_ecs_service.api");
        let found =
            infrastructure
                .alarms
                .watching(&infrastructure.graph, (service, "ServiceName"), CPU);
        counts(&found)
    })
}

fn counts(found: &Watching) -> (usize, usize, bool) {
    (found.good.len(), found.useless.len(), found.doubt.is_some())
}

#[test]
fn every_line_of_the_tables_is_read() {
    let metrics = include_str!("metrics.tsv").lines();
    let dimensions = include_str!("dimensions.tsv").lines();
    assert_eq!(
        catalogue::count(),
        (metrics.clone().count(), dimensions.count())
    );
    for line in metrics {
        let source = line.rsplit('\t').next().unwrap();
        assert!(source.starts_with("https://docs.aws.amazon.com/"), "{line}");
    }
}

#[test]
fn a_service_is_named_by_reference_and_by_text() {
    let by_reference =
        "{ ClusterName = aws_ecs_cluster.shop.name, ServiceName = aws_ecs_service.api.name }";
    assert_eq!(
        watched(&format!("{SERVICE}{}", alarm(by_reference))),
        (1, 0, false)
    );
    let by_text = "{ ClusterName = \"shop\", ServiceName = \"api\" }";
    assert_eq!(
        watched(&format!("{SERVICE}{}", alarm(by_text))),
        (1, 0, false)
    );
    let of_another = "{ ClusterName = \"shop\", ServiceName = \"web\" }";
    assert_eq!(
        watched(&format!("{SERVICE}{}", alarm(of_another))),
        (0, 0, false)
    );
}

#[test]
fn a_service_of_that_name_in_another_cluster_is_another_one() {
    let elsewhere = "{ ClusterName = \"back-office\", ServiceName = \"api\" }";
    assert_eq!(
        watched(&format!("{SERVICE}{}", alarm(elsewhere))),
        (0, 0, false)
    );
}

#[test]
fn a_name_with_a_part_that_is_not_known_is_the_same_where_the_parts_are() {
    let service = SERVICE.replace("\"api\"\n", "\"${var.prefix}-api\"\n");
    let text = format!(
        "variable \"prefix\" {{\n  type = string\n}}\n{service}{}",
        alarm("{ ClusterName = \"shop\", ServiceName = \"${var.prefix}-api\" }")
    );
    assert_eq!(watched(&text), (1, 0, false));
}

#[test]
fn an_alarm_that_cannot_get_data_only_tries_to() {
    let with_arn = "{ ClusterName = aws_ecs_cluster.shop.arn, ServiceName = \"api\" }";
    assert_eq!(
        watched(&format!("{SERVICE}{}", alarm(with_arn))),
        (0, 1, false)
    );
}

#[test]
fn what_an_alarm_names_may_not_be_known() {
    let unknown = "{ ClusterName = \"shop\", ServiceName = var.service }";
    let text = format!(
        "variable \"service\" {{\n  type = string\n}}\n{SERVICE}{}",
        alarm(unknown)
    );
    assert_eq!(watched(&text), (0, 0, true));
}

#[test]
fn a_module_that_is_not_in_the_repository_may_make_alarms() {
    let module = "module \"alarms\" {\n  source = \"example/alarms/aws\"\n}\n";
    assert_eq!(watched(&format!("{SERVICE}{module}")), (0, 0, true));
    let network = "module \"vpc\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n";
    assert_eq!(watched(&format!("{SERVICE}{network}")), (0, 0, false));
}

#[test]
fn an_agent_in_a_task_may_report_to_another_service() {
    let task = r#"
resource "aws_ecs_task_definition" "api" {
  family                = "api"
  container_definitions = jsonencode([{ name = "agent", image = "public.ecr.aws/datadog/agent:7" }])
}
"#;
    assert_eq!(watched(&format!("{SERVICE}{task}")), (0, 0, true));
}

#[test]
fn an_alarm_on_all_of_a_cluster_may_be_enough() {
    let of = |dimensions: &str| watched(&format!("{SERVICE}{}", alarm(dimensions)));
    let own = "{ ClusterName = aws_ecs_cluster.shop.name }";
    assert_eq!(of(own), (0, 0, true));
    assert_eq!(of("{ ClusterName = \"another\" }"), (0, 0, false));
    let silent = alarm(own).replace("alarm_actions", "ok_actions");
    assert_eq!(watched(&format!("{SERVICE}{silent}")), (0, 0, false));
}

#[test]
fn what_is_sent_to_another_service_may_be_watched_there() {
    let forwarder = |host: &str| {
        format!(
            r#"
resource "aws_lambda_function" "logs" {{
  function_name = "logs"
  role          = "arn:aws:iam::123456789012:role/logs"

  environment {{
    variables = {{ ENDPOINT = "https://{host}/v1" }}
  }}
}}
"#
        )
    };
    let watched_by = |host: &str| watched(&format!("{SERVICE}{}", forwarder(host)));
    assert_eq!(watched_by("log-api.newrelic.com/log"), (0, 0, true));
    assert_eq!(watched_by("shop.example.com"), (0, 0, false));
}

/// The alarms on the errors of `aws_lb.shop` in another stack than the load balancer's.
fn of_other_stack(dimension: &str) -> (usize, usize, bool) {
    let balancer = r#"
terraform {
  backend "s3" {
    bucket = "state"
    key    = "alb"
    region = "us-east-1"
  }
}

resource "aws_lb" "shop" {
  name    = "shop"
  subnets = ["subnet-1", "subnet-2"]
}

output "suffix" {
  value = aws_lb.shop.arn_suffix
}
"#;
    let alarms = format!(
        r#"
terraform {{
  backend "s3" {{
    bucket = "state"
    key    = "alarms"
    region = "us-east-1"
  }}
}}

data "terraform_remote_state" "alb" {{
  backend = "s3"
  config  = {{ bucket = "state", key = "alb", region = "us-east-1" }}
}}

data "aws_lb" "shop" {{
  name = "shop"
}}

resource "aws_cloudwatch_metric_alarm" "errors" {{
  alarm_name          = "errors"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_ELB_5XX_Count"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  alarm_actions       = ["arn:aws:sns:us-east-1:111111111111:alarms"]
  dimensions          = {{ LoadBalancer = {dimension} }}
}}
"#
    );
    let files = [
        ("live/prod/us-east-1/alb/main.tf", balancer),
        ("live/prod/us-east-1/alarms/main.tf", alarms.as_str()),
    ];
    of_files(&files, |infrastructure| {
        let balancer = infrastructure.graph.resources("aws_lb").next().unwrap().0;
        let graph = &infrastructure.graph;
        let by = (balancer, "LoadBalancer");
        counts(&infrastructure.alarms.watching(graph, by, ERRORS))
    })
}

#[test]
fn a_load_balancer_is_named_from_another_stack() {
    let state = "data.terraform_remote_state.alb.outputs.suffix";
    assert_eq!(of_other_stack(state), (1, 0, false));
    // Read by its name, it is the same one.
    assert_eq!(of_other_stack("data.aws_lb.shop.arn_suffix"), (1, 0, false));
    assert_eq!(of_other_stack("data.aws_lb.shop.arn"), (0, 1, false));
    // A load balancer of another name is another one, and of one of this name nothing else is known.
    assert_eq!(of_other_stack("\"app/other/0123\""), (0, 0, false));
    assert_eq!(of_other_stack("\"app/shop/0123\""), (0, 0, true));
    assert_eq!(of_other_stack("\"shop\""), (0, 1, false));
}

/// An alarm without actions, and what else there is.
fn told(others: &str) -> Judgement {
    let alarm = r#"
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "shop-errors"
  namespace           = "Shop"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
}
"#;
    of_stack(&format!("{alarm}{others}"), |infrastructure| {
        let alarm = node(infrastructure, "aws_cloudwatch_metric_alarm.errors");
        tells(&infrastructure.graph, alarm)
    })
}

fn composite(name: &str, rule: &str, actions: &str) -> String {
    format!(
        "resource \"aws_cloudwatch_composite_alarm\" \"{name}\" {{\n  alarm_name = \"{name}\"\n  \
         alarm_rule = {rule}\n  alarm_actions = {actions}\n}}\n"
    )
}

#[test]
fn an_alarm_tells_through_what_waits_for_it() {
    let topic = "[\"arn:aws:sns:us-east-1:111111111111:alarms\"]";
    let holds = |text: &str| assert_eq!(told(text), Judgement::Holds, "{text}");
    holds(&composite("all", "\"ALARM(shop-errors)\"", topic));
    holds(&composite(
        "all",
        "\"ALARM(\\\"shop-errors\\\") OR ALARM(x)\"",
        topic,
    ));
    let inner = composite("inner", "\"ALARM(shop-errors)\"", "[]");
    holds(&format!(
        "{inner}{}",
        composite("outer", "\"ALARM(inner)\"", topic)
    ));
    holds(
        "resource \"aws_ecs_service\" \"api\" {\n  name = \"api\"\n  alarms {\n    enable = true\n    rollback = \
         true\n    alarm_names = [\"shop-errors\"]\n  }\n}\n",
    );
    holds(
        "resource \"aws_cloudwatch_event_rule\" \"a\" {\n  event_pattern = jsonencode({ \"detail-type\" = \
         [\"CloudWatch Alarm State Change\"], detail = { alarmName = [\"shop-errors\"] } })\n}\n",
    );
}

#[test]
fn an_alarm_tells_nobody_through_what_waits_for_others() {
    let topic = "[\"arn:aws:sns:us-east-1:111111111111:alarms\"]";
    let fails = |text: &str| assert!(told(text).failure().is_some(), "{text}");
    fails("");
    fails(&composite("all", "\"ALARM(shop-errors)\"", "[]"));
    fails(&composite("all", "\"ALARM(shop-errors-2)\"", topic));
    fails(
        "resource \"aws_cloudwatch_event_rule\" \"a\" {\n  event_pattern = jsonencode({ \"detail-type\" = \
         [\"CloudWatch Alarm State Change\"], detail = { alarmName = [\"other\"] } })\n}\n",
    );
    fails(
        "resource \"aws_cloudwatch_dashboard\" \"a\" {\n  dashboard_name = \"a\"\n  dashboard_body = jsonencode({ \
         widgets = [{ type = \"alarm\", properties = { alarms = [aws_cloudwatch_metric_alarm.errors.arn] } }] })\n}\n",
    );
}

#[test]
fn composite_alarms_that_name_each_other_end() {
    let one = composite("one", "\"ALARM(shop-errors) OR ALARM(two)\"", "[]");
    let two = composite("two", "\"ALARM(one)\"", "[]");
    assert!(told(&format!("{one}{two}")).failure().is_some());
}

#[test]
fn a_topic_is_subscribed_to_by_reference_by_name_and_by_arn() {
    let subscribed = |topic_arn: &str, others: &str| {
        let text = format!(
            "resource \"aws_sns_topic\" \"alarms\" {{\n  name = \"alarms\"\n}}\nresource \
             \"aws_sns_topic_subscription\" \"a\" {{\n  topic_arn = {topic_arn}\n  protocol = \"email\"\n  endpoint = \
             \"a@example.com\"\n}}\n{others}"
        );
        of_stack(&text, |infrastructure| {
            let topic = node(infrastructure, "aws_sns_topic.alarms");
            has_subscriber(&infrastructure.graph, topic)
        })
    };
    let data = "data \"aws_sns_topic\" \"a\" {\n  name = \"alarms\"\n}\n";
    assert_eq!(subscribed("aws_sns_topic.alarms.arn", ""), Judgement::Holds);
    assert_eq!(
        subscribed("data.aws_sns_topic.a.arn", data),
        Judgement::Holds
    );
    let arn = "\"arn:aws:sns:us-east-1:111111111111:alarms\"";
    assert_eq!(subscribed(arn, ""), Judgement::Holds);
    let other = "\"arn:aws:sns:us-east-1:111111111111:other\"";
    assert!(subscribed(other, "").failure().is_some());
    let module =
        "module \"pager\" {\n  source = \"example/pager/aws\"\n  topics = [\"alarms\"]\n}\n";
    assert!(matches!(subscribed(other, module), Judgement::Unknown(_)));
}

/// Whether CloudWatch may use the key of a topic whose key has this argument.
fn used(policy: &str) -> KeyUse {
    let text = format!(
        "data \"aws_caller_identity\" \"me\" {{}}\nresource \"aws_kms_key\" \"k\" {{\n  {policy}\n}}\nresource \
         \"aws_kms_alias\" \"k\" {{\n  name = \"alias/k\"\n  target_key_id = aws_kms_key.k.key_id\n}}\nresource \
         \"aws_sns_topic\" \"alarms\" {{\n  name = \"alarms\"\n  kms_master_key_id = aws_kms_alias.k.arn\n}}\n"
    );
    of_stack(&text, |infrastructure| {
        let topic = node(infrastructure, "aws_sns_topic.alarms");
        key_use(&infrastructure.graph, topic)
    })
}

#[test]
fn only_its_policy_lets_cloudwatch_use_a_key() {
    let statement = |principal: &str| {
        format!(
            "policy = jsonencode({{ Statement = [{{ Effect = \"Allow\", Action = \"kms:*\", Resource = \"*\", \
             Principal = {principal} }}] }})"
        )
    };
    let root = "\"arn:aws:iam::${data.aws_caller_identity.me.account_id}:root\"";
    let refused = |policy: &str| assert!(matches!(used(policy), KeyUse::Refused(_)), "{policy}");
    refused("");
    refused(&statement(&format!("{{ AWS = {root} }}")));
    refused(&statement("{ Service = \"sns.amazonaws.com\" }"));
    let unknown = |policy: &str| assert!(matches!(used(policy), KeyUse::Unknown(_)), "{policy}");
    unknown(&statement("\"*\""));
    unknown(&statement("{ AWS = \"*\" }"));
    unknown(&statement("{ Service = data.aws_caller_identity.me.id }"));
    let service = "{ Service = [\"cloudwatch.amazonaws.com\", \"events.amazonaws.com\"] }";
    assert_eq!(used(&statement(service)), KeyUse::Allowed);
}

#[test]
fn an_alarm_on_one_service_is_not_asked_about_another() {
    let other = r#"
resource "aws_ecs_service" "other" {
  name            = "other"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = "other:1"
}
"#;
    for dimensions in [
        "{ ClusterName = aws_ecs_cluster.shop.name, ServiceName = aws_ecs_service.other.name }",
        "{ ClusterName = \"shop\", ServiceName = \"other\" }",
    ] {
        let text = format!("{SERVICE}{other}{}", alarm(dimensions));
        assert_eq!(watched(&text), (0, 0, false), "{dimensions}");
    }
    // What a cluster's alarm says of each of its services is asked all the same.
    let of_cluster = alarm("{ ClusterName = aws_ecs_cluster.shop.name }");
    assert_eq!(
        watched(&format!("{SERVICE}{other}{of_cluster}")),
        (0, 0, true)
    );
}

/// What is said of the dimensions of the only alarm: why it gets no data, and what to do.
fn flaws_in(text: &str) -> Vec<(String, String)> {
    of_stack(text, |infrastructure| {
        let alarms = infrastructure.alarms.all();
        let watches = alarms.flat_map(|alarm| &alarm.watches);
        let flaws = watches.flat_map(|watch| flaws(&infrastructure.graph, watch).unwrap());
        flaws.map(|flaw| (flaw.reason, flaw.instead)).collect()
    })
}

#[test]
fn a_load_balancer_in_the_namespace_of_another_type_is_told_before_anything_else() {
    let of = |kind: &str, namespace: &str, metric: &str| {
        let dimensions = "{ LoadBalancer = aws_lb.it.arn_suffix }";
        let alarm = alarm(dimensions)
            .replace("AWS/ECS", namespace)
            .replace("CPUUtilization", metric);
        flaws_in(&format!(
            "resource \"aws_lb\" \"it\" {{\n  {kind}\n}}\n{alarm}"
        ))
    };
    let told = of("", "AWS/NetworkELB", "UnhealthyHostCount");
    let [(reason, instead)] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!(
        reason,
        "aws_lb.it is a load balancer of type application, which has no metrics in AWS/NetworkELB"
    );
    assert_eq!(
        instead,
        "Set the namespace to AWS/ApplicationELB, and metric_name to UnHealthyHostCount"
    );
    let network = "load_balancer_type = \"network\"";
    let told = of(network, "AWS/ApplicationELB", "ActiveFlowCount");
    assert_eq!(told[0].1, "Set the namespace to AWS/NetworkELB");
    assert_eq!(of(network, "AWS/NetworkELB", "ActiveFlowCount").len(), 0);
    assert_eq!(of("", "AWS/ApplicationELB", "RequestCount").len(), 0);
}

#[test]
fn a_dimension_too_many_is_to_be_left_out() {
    let dimensions = "{ ClusterName = \"shop\", ServiceName = \"api\", foo = \"bar\" }";
    let told = flaws_in(&format!("{SERVICE}{}", alarm(dimensions)));
    assert_eq!(told[0].1, "Leave out the dimension foo");
    let dimensions = "{ ClusterName = \"shop\", ServiceName = \"api\", bar = \"a\", foo = \"b\" }";
    let told = flaws_in(&format!("{SERVICE}{}", alarm(dimensions)));
    assert_eq!(told[0].1, "Leave out the dimensions bar and foo");
}

#[test]
fn a_metric_that_is_two_letters_off_is_told_where_all_are_listed() {
    let meant = |namespace, name| catalogue::misspelt(namespace, name);
    assert_eq!(
        meant("AWS/NetworkELB", "TCP_Target_Resets_Count"),
        Some("TCP_Target_Reset_Count")
    );
    assert_eq!(
        meant("AWS/NetworkELB", "UnhealthyHostCount"),
        Some("UnHealthyHostCount")
    );
    assert_eq!(meant("AWS/NetworkELB", "UnHealthyHostCount"), None);
    assert_eq!(meant("AWS/NetworkELB", "SomethingNew"), None);
    // Of these namespaces some metrics are listed only.
    assert_eq!(meant("AWS/RDS", "CPUUtilisation"), None);
}

#[test]
fn a_resource_is_named_by_the_dimension_that_is_listed_for_its_type() {
    for (namespace, kind, expected) in [
        ("AWS/ApplicationELB", "aws_alb", Some("LoadBalancer")),
        (
            "AWS/ApplicationELB",
            "aws_lb_target_group",
            Some("TargetGroup"),
        ),
        ("AWS/ECS", "aws_ecs_service", Some("ServiceName")),
        (
            "ECS/ContainerInsights",
            "aws_ecs_cluster",
            Some("ClusterName"),
        ),
        ("AWS/NATGateway", "aws_nat_gateway", Some("NatGatewayId")),
        ("AWS/ECS", "aws_lb", None),
    ] {
        let found = catalogue::dimension_naming(namespace, kind);
        assert_eq!(found, expected, "{namespace} {kind}");
    }
}
