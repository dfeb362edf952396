# Offline: the provider is a mock, so these tests need no account.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000" }
  }


  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:shop-alarms" }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop" }
  }
}

variables {
  name                    = "shop"
  alarm_emails            = ["on-call@example.com"]
  alb_arn_suffix          = "app/shop/1"
  target_group_arn_suffix = "targetgroup/tasks/1"
  cluster_name            = "shop"
  service_names           = ["api"]
  nat_gateway_ids         = { us-east-1a = "nat-a", us-east-1b = "nat-b" }
}

run "everything_that_can_fail_is_watched" {
  assert {
    condition = keys(aws_cloudwatch_metric_alarm.this) == [
      "api-cpu", "api-memory", "elb-5xx", "healthy-hosts", "latency",
      "nat-drops-us-east-1a", "nat-drops-us-east-1b", "nat-ports-us-east-1a", "nat-ports-us-east-1b",
      "target-5xx", "unhealthy-hosts",
    ]
    error_message = "The load balancer, its targets, each service and each NAT gateway have their alarms."
  }

  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.running_tasks) == ["api"]
    error_message = "Each service has an alarm for missing tasks."
  }
}

run "every_alarm_tells_somebody" {
  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.this), values(aws_cloudwatch_metric_alarm.running_tasks)) : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn]) && alarm.ok_actions == toset([aws_sns_topic.alarms.arn]) && alarm.actions_enabled != false])
    error_message = "Every alarm goes to the topic, when it begins and when it ends."
  }

  assert {
    condition     = keys(aws_sns_topic_subscription.email) == ["on-call@example.com"]
    error_message = "The topic has a receiver."
  }
}

run "the_topic_takes_messages_from_those_who_send_them" {
  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == aws_kms_key.alarms.arn
    error_message = "CloudWatch may not use the AWS-managed key: its messages would be lost."
  }

  assert {
    condition     = one(data.aws_iam_policy_document.key.statement[1].principals).identifiers == toset(["cloudwatch.amazonaws.com", "events.amazonaws.com"]) && data.aws_iam_policy_document.key.statement[1].actions == toset(["kms:Decrypt", "kms:GenerateDataKey*"])
    error_message = "CloudWatch and EventBridge may use the topic's key."
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.topic.statement : one(one(statement.principals).identifiers)] == ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    error_message = "CloudWatch and EventBridge may publish."
  }

  assert {
    condition     = length(data.aws_iam_policy_document.topic.statement[1].condition) == 0
    error_message = "EventBridge passes no condition keys to a topic: with a condition nothing arrives."
  }
}

run "dimensions_are_those_that_cloudwatch_has" {
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["elb-5xx"].dimensions == tomap({ LoadBalancer = "app/shop/1" })
    error_message = "The load balancer's own errors have no target group."
  }

  assert {
    condition     = alltrue([for name in ["target-5xx", "latency", "unhealthy-hosts", "healthy-hosts"] : aws_cloudwatch_metric_alarm.this[name].dimensions == tomap({ LoadBalancer = "app/shop/1", TargetGroup = "targetgroup/tasks/1" })])
    error_message = "The targets' metrics are those of load balancer and target group together."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["api-cpu"].dimensions == tomap({ ClusterName = "shop", ServiceName = "api" })
    error_message = "A service is known by the names of cluster and service."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["nat-ports-us-east-1b"].dimensions == tomap({ NatGatewayId = "nat-b" })
    error_message = "Each NAT gateway's alarm watches that NAT gateway."
  }
}

run "alarms_can_fire" {
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.statistic == "Sum" if startswith(alarm.metric_name, "HTTPCode_")])
    error_message = "Each error counts as 1: only their sum can pass a threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["latency"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.this["latency"].statistic == null
    error_message = "A mean hides the slow requests."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["healthy-hosts"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.running_tasks["api"].treat_missing_data == "breaching"
    error_message = "Where no data means that nothing runs, it is the alarm."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.running_tasks["api"].metric_query : query.expression if query.return_data == true]) == "desired - running"
    error_message = "Missing tasks are those wanted less those running."
  }
}

run "a_failed_deployment_is_told" {
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.deployment_failed.event_pattern).detail.eventName == ["SERVICE_DEPLOYMENT_FAILED"] && jsondecode(aws_cloudwatch_event_rule.deployment_failed.event_pattern).resources[0].prefix == "arn:aws:ecs:us-east-1:123456789012:service/shop/"
    error_message = "The rule takes the failed deployments of this cluster."
  }

  assert {
    condition     = aws_cloudwatch_event_target.deployment_failed.arn == aws_sns_topic.alarms.arn
    error_message = "The event goes to the topic."
  }
}

run "the_dashboard_shows_what_the_alarms_watch" {
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.alarms) == 12
    error_message = "The first widget lists every alarm."
  }

  assert {
    condition = alltrue([
      for metric in distinct([for alarm in aws_cloudwatch_metric_alarm.this : alarm.metric_name]) :
      strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "\"${metric}\"")
    ])
    error_message = "Every metric with an alarm is on the dashboard."
  }
}

run "refuses_to_tell_nobody" {
  command = plan

  variables {
    alarm_emails = []
  }

  expect_failures = [var.alarm_emails]
}

run "refuses_an_arn_where_a_suffix_belongs" {
  command = plan

  variables {
    alb_arn_suffix = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/1"
  }

  expect_failures = [var.alb_arn_suffix]
}

run "refuses_a_target_groups_arn" {
  command = plan

  variables {
    target_group_arn_suffix = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tasks/1"
  }

  expect_failures = [var.target_group_arn_suffix]
}

run "refuses_a_clusters_arn" {
  command = plan

  variables {
    cluster_name = "arn:aws:ecs:us-east-1:123456789012:cluster/shop"
  }

  expect_failures = [var.cluster_name]
}
