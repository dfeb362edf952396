data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name

  balancer_dimensions = { LoadBalancer = var.alb_arn_suffix }
  target_dimensions   = { LoadBalancer = var.alb_arn_suffix, TargetGroup = var.target_group_arn_suffix }

  # One line of thought for "missing": where no data means "no requests" it is fine, and where it means
  # "nobody reports any more" it is the alarm itself.
  balancer_alarms = {
    elb-5xx = {
      description = "The load balancer itself answers with errors: no healthy target, or no connection to one."
      namespace   = "AWS/ApplicationELB"
      metric      = "HTTPCode_ELB_5XX_Count"
      dimensions  = local.balancer_dimensions
      statistic   = "Sum"
      comparison  = "GreaterThanThreshold"
      threshold   = 5
      minutes     = 2
      missing     = "notBreaching"
    }
    target-5xx = {
      description = "The service answers with errors."
      namespace   = "AWS/ApplicationELB"
      metric      = "HTTPCode_Target_5XX_Count"
      dimensions  = local.target_dimensions
      statistic   = "Sum"
      comparison  = "GreaterThanThreshold"
      threshold   = 5
      minutes     = 2
      missing     = "notBreaching"
    }
    latency = {
      description = "One request in twenty takes more than ${var.latency_seconds} s."
      namespace   = "AWS/ApplicationELB"
      metric      = "TargetResponseTime"
      dimensions  = local.target_dimensions
      statistic   = "p95"
      comparison  = "GreaterThanThreshold"
      threshold   = var.latency_seconds
      minutes     = 5
      missing     = "notBreaching"
    }
    unhealthy-hosts = {
      description = "A task fails its health check and is not replaced."
      namespace   = "AWS/ApplicationELB"
      metric      = "UnHealthyHostCount"
      dimensions  = local.target_dimensions
      statistic   = "Maximum"
      comparison  = "GreaterThanThreshold"
      threshold   = 0
      minutes     = 5
      missing     = "notBreaching"
    }
    healthy-hosts = {
      description = "Fewer than ${var.min_healthy_hosts} healthy task(s): the service is down or about to be."
      namespace   = "AWS/ApplicationELB"
      metric      = "HealthyHostCount"
      dimensions  = local.target_dimensions
      statistic   = "Minimum"
      comparison  = "LessThanThreshold"
      threshold   = var.min_healthy_hosts
      minutes     = 2
      missing     = "breaching"
    }
  }

  cpu_alarms = {
    for service in var.service_names : "${service}-cpu" => {
      description = "${service} is short of processor although it may scale: it has reached its maximum, or a task spins."
      namespace   = "AWS/ECS"
      metric      = "CPUUtilization"
      dimensions  = { ClusterName = var.cluster_name, ServiceName = service }
      statistic   = "Average"
      comparison  = "GreaterThanThreshold"
      threshold   = 85
      minutes     = 10
      missing     = "breaching"
    }
  }

  memory_alarms = {
    for service in var.service_names : "${service}-memory" => {
      description = "${service} is short of memory: tasks are about to be killed."
      namespace   = "AWS/ECS"
      metric      = "MemoryUtilization"
      dimensions  = { ClusterName = var.cluster_name, ServiceName = service }
      statistic   = "Maximum"
      comparison  = "GreaterThanThreshold"
      threshold   = 90
      minutes     = 5
      missing     = "breaching"
    }
  }

  nat_port_alarms = {
    for zone, gateway in var.nat_gateway_ids : "nat-ports-${zone}" => {
      description = "The NAT gateway of ${zone} has no port left for a new connection: calls to other services fail."
      namespace   = "AWS/NATGateway"
      metric      = "ErrorPortAllocation"
      dimensions  = { NatGatewayId = gateway }
      statistic   = "Sum"
      comparison  = "GreaterThanThreshold"
      threshold   = 0
      minutes     = 5
      missing     = "notBreaching"
    }
  }

  nat_drop_alarms = {
    for zone, gateway in var.nat_gateway_ids : "nat-drops-${zone}" => {
      description = "The NAT gateway of ${zone} drops packets. If it goes on, open a case with AWS."
      namespace   = "AWS/NATGateway"
      metric      = "PacketsDropCount"
      dimensions  = { NatGatewayId = gateway }
      statistic   = "Sum"
      comparison  = "GreaterThanThreshold"
      threshold   = 100
      minutes     = 5
      missing     = "notBreaching"
    }
  }

  alarms = merge(
    local.balancer_alarms,
    local.cpu_alarms,
    local.memory_alarms,
    local.nat_port_alarms,
    local.nat_drop_alarms,
  )
}

# --- who is told ---

# A key of our own: CloudWatch may not use the AWS-managed key of SNS, and an alarm sent to a topic
# with that key is lost without a word.
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "AccountAdministersKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "PublishersEncrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "alarms" {
  description         = "${var.name}: alarm messages"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "alarms" {
  name          = "alias/${var.name}-alarms"
  target_key_id = aws_kms_key.alarms.key_id
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.alarms.arn
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "AlarmsPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }

  # EventBridge passes no condition keys to a topic: a condition here would stop every message.
  statement {
    sid       = "EventsPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.topic.json
}

resource "aws_sns_topic_subscription" "email" {
  for_each = var.alarm_emails

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

# --- alarms ---

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period              = 60
  evaluation_periods  = each.value.minutes
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Compared with what the service wants and not with a fixed number: that number moves with the load.
resource "aws_cloudwatch_metric_alarm" "running_tasks" {
  for_each = var.service_names

  alarm_name          = "${var.name}-${each.key}-running-tasks"
  alarm_description   = "${each.key} runs fewer tasks than it wants: they do not start, or do not stay."
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching" # container insights went silent
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "missing"
    label       = "Tasks missing"
    expression  = "desired - running"
    return_data = true
  }

  metric_query {
    id = "desired"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "DesiredTaskCount"
      dimensions  = { ClusterName = var.cluster_name, ServiceName = each.key }
      stat        = "Average"
      period      = 60
    }
  }

  metric_query {
    id = "running"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "RunningTaskCount"
      dimensions  = { ClusterName = var.cluster_name, ServiceName = each.key }
      stat        = "Average"
      period      = 60
    }
  }
}

# --- deployments that failed ---

# Not a metric: after a rollback the service is healthy again, and only this event says that the new
# version is not the one that runs.
resource "aws_cloudwatch_event_rule" "deployment_failed" {
  name        = "${var.name}-deployment-failed"
  description = "A deployment failed and was rolled back"

  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Deployment State Change"]
    detail        = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
    resources     = [{ prefix = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster_name}/" }]
  })
}

resource "aws_cloudwatch_event_target" "deployment_failed" {
  rule      = aws_cloudwatch_event_rule.deployment_failed.name
  target_id = "alarm-topic"
  arn       = aws_sns_topic.alarms.arn

  input_transformer {
    input_paths = {
      service = "$.resources[0]"
      reason  = "$.detail.reason"
    }
    input_template = "\"Deployment failed: <service>. <reason>\""
  }
}

# --- dashboard ---

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "alarm"
        x      = 0
        y      = 0
        width  = 24
        height = 4
        properties = {
          title = "Alarms"
          alarms = concat(
            [for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn],
            [for alarm in aws_cloudwatch_metric_alarm.running_tasks : alarm.arn],
          )
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 4
        width  = 12
        height = 6
        properties = {
          title  = "Requests and errors a minute"
          region = local.region
          stat   = "Sum"
          period = 60
          metrics = [
            ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.alb_arn_suffix],
            ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", var.alb_arn_suffix],
            ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", var.target_group_arn_suffix],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 4
        width  = 12
        height = 6
        properties = {
          title  = "Response time (s)"
          region = local.region
          period = 60
          metrics = [
            ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", var.target_group_arn_suffix, { stat = "p50" }],
            ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", var.target_group_arn_suffix, { stat = "p95" }],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 10
        width  = 12
        height = 6
        properties = {
          title  = "Targets"
          region = local.region
          period = 60
          metrics = [
            ["AWS/ApplicationELB", "HealthyHostCount", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", var.target_group_arn_suffix, { stat = "Minimum" }],
            ["AWS/ApplicationELB", "UnHealthyHostCount", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", var.target_group_arn_suffix, { stat = "Maximum" }],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 10
        width  = 12
        height = 6
        properties = {
          title  = "Processor and memory (%)"
          region = local.region
          stat   = "Average"
          period = 60
          metrics = concat(
            [for service in var.service_names : ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", service]],
            [for service in var.service_names : ["AWS/ECS", "MemoryUtilization", "ClusterName", var.cluster_name, "ServiceName", service]],
          )
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 16
        width  = 12
        height = 6
        properties = {
          title  = "Tasks wanted and running"
          region = local.region
          stat   = "Average"
          period = 60
          metrics = concat(
            [for service in var.service_names : ["ECS/ContainerInsights", "DesiredTaskCount", "ClusterName", var.cluster_name, "ServiceName", service]],
            [for service in var.service_names : ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", var.cluster_name, "ServiceName", service]],
          )
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 16
        width  = 12
        height = 6
        properties = {
          title  = "NAT gateways"
          region = local.region
          stat   = "Sum"
          period = 60
          metrics = concat(
            [for gateway in values(var.nat_gateway_ids) : ["AWS/NATGateway", "ErrorPortAllocation", "NatGatewayId", gateway]],
            [for gateway in values(var.nat_gateway_ids) : ["AWS/NATGateway", "PacketsDropCount", "NatGatewayId", gateway]],
          )
        }
      },
    ]
  })
}
