data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name

  balanced_services = { for name, service in var.services : name => service if service.load_balancer != null }
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  # Without it nobody sees how many tasks run, only that requests fail.
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# --- logs ---

data "aws_iam_policy_document" "log_key" {
  # Without this statement IAM policies mean nothing for the key, and nobody could administer it.
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
    sid       = "LogsEncryptTheseGroups"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${local.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = [for service in values(var.services) : "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${service.log_group_name}"]
    }
  }
}

resource "aws_kms_key" "logs" {
  description         = "${var.name}: container logs"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.log_key.json
}

resource "aws_kms_alias" "logs" {
  name          = "alias/${var.name}-container-logs"
  target_key_id = aws_kms_key.logs.key_id
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.services

  name              = each.value.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs.arn
}

# --- roles ---

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    # Only for tasks of this account and region: the service acts for every customer.
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

# What ECS needs to start a task. The managed policy would allow every repository and every log group.
data "aws_iam_policy_document" "execution" {
  for_each = var.services

  statement {
    sid       = "LogInToEcr"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # the action knows no resource
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [each.value.repository_arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this[each.key].arn}:*"]
  }

  dynamic "statement" {
    for_each = length(each.value.secret_arns) > 0 ? ["secrets"] : []

    content {
      sid       = "ReadSecrets"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = each.value.secret_arns
    }
  }

  dynamic "statement" {
    for_each = length(each.value.secret_key_arns) > 0 ? ["keys"] : []

    content {
      sid       = "DecryptSecrets"
      actions   = ["kms:Decrypt"]
      resources = each.value.secret_key_arns

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${local.region}.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "execution" {
  for_each = var.services

  name                 = "${var.name}-${each.key}-execution"
  description          = "Starts the tasks of ${each.key}: pulls the image, reads the secrets, writes the logs"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "execution" {
  for_each = var.services

  name   = "start-tasks"
  role   = aws_iam_role.execution[each.key].id
  policy = data.aws_iam_policy_document.execution[each.key].json
}

# What the code itself may do: nothing, until task_policy says so.
resource "aws_iam_role" "task" {
  for_each = var.services

  name                 = "${var.name}-${each.key}-task"
  description          = "Permissions of the code in ${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "task" {
  for_each = { for name, service in var.services : name => service.task_policy if service.task_policy != null }

  name   = "application"
  role   = aws_iam_role.task[each.key].id
  policy = each.value
}

# --- network ---

resource "aws_security_group" "tasks" {
  for_each = var.services

  name_prefix = "${var.name}-${each.key}-"
  description = "Tasks of ${each.key}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-${each.key}" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "tasks_from_alb" {
  for_each = local.balanced_services

  security_group_id            = aws_security_group.tasks[each.key].id
  description                  = "Requests from the load balancer"
  referenced_security_group_id = var.alb_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.container_port
  to_port                      = each.value.container_port
}

# The other half of the same road. It stands here and not in the alb module, because that one would
# have to know this group and this one knows that: a circle.
resource "aws_vpc_security_group_egress_rule" "alb_to_tasks" {
  for_each = local.balanced_services

  security_group_id            = var.alb_security_group_id
  description                  = "Requests to the tasks of ${each.key}"
  referenced_security_group_id = aws_security_group.tasks[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.container_port
  to_port                      = each.value.container_port
}

# Terraform removes AWS's default "allow all out". Without this rule no image can be pulled.
resource "aws_vpc_security_group_egress_rule" "tasks_https" {
  for_each = var.services

  security_group_id = aws_security_group.tasks[each.key].id
  description       = "HTTPS to AWS: images, logs, secrets"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# --- tasks and services ---

resource "aws_ecs_task_definition" "this" {
  for_each = var.services

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.cpu
  memory                   = each.value.memory
  execution_role_arn       = aws_iam_role.execution[each.key].arn
  task_role_arn            = aws_iam_role.task[each.key].arn
  container_definitions    = each.value.container_definitions

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  # The root file system is read-only: this is where a container may write.
  volume {
    name = "tmp"
  }
}

# Decides whether a deployment stays, so it lives and dies with the service. People are told by the
# monitoring module's alarms.
resource "aws_cloudwatch_metric_alarm" "deployment" {
  for_each = local.balanced_services

  alarm_name          = "${var.name}-${each.key}-roll-back-deployment"
  alarm_description   = "${each.key} answers with server errors. A deployment that is under way is rolled back."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  treat_missing_data  = "notBreaching" # no requests, no errors

  dimensions = {
    LoadBalancer = each.value.load_balancer.alb_arn_suffix
    TargetGroup  = each.value.load_balancer.target_group_arn_suffix
  }
}

resource "aws_ecs_service" "this" {
  for_each = var.services

  name             = each.key
  cluster          = aws_ecs_cluster.this.id
  task_definition  = aws_ecs_task_definition.this[each.key].arn
  launch_type      = "FARGATE"
  platform_version = "LATEST" # 1.4.0 at least, which systemControls need
  desired_count    = each.value.min_capacity

  # A full set of new tasks first, then the old ones go: capacity never falls during a deployment.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"

  # Time to start before the load balancer's verdict counts.
  health_check_grace_period_seconds = each.value.load_balancer == null ? null : 60

  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [aws_security_group.tasks[each.key].id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = each.value.load_balancer == null ? [] : [each.value.load_balancer]

    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = each.key
      container_port   = each.value.container_port
    }
  }

  # Tasks that do not start or do not become healthy.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # Tasks that are healthy and answer with errors.
  dynamic "alarms" {
    for_each = each.value.load_balancer == null ? [] : [aws_cloudwatch_metric_alarm.deployment[each.key].alarm_name]

    content {
      enable      = true
      rollback    = true
      alarm_names = [alarms.value]
    }
  }

  lifecycle {
    ignore_changes = [desired_count] # autoscaling owns it; without this every apply would undo it
  }

  # A task that starts before its role may pull fails, and counts against the circuit breaker.
  depends_on = [
    aws_iam_role_policy.execution,
    aws_vpc_security_group_egress_rule.alb_to_tasks,
    aws_vpc_security_group_egress_rule.tasks_https,
    aws_vpc_security_group_ingress_rule.tasks_from_alb,
  ]
}

# --- autoscaling ---

resource "aws_appautoscaling_target" "this" {
  for_each = var.services

  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this[each.key].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = each.value.min_capacity
  max_capacity       = each.value.max_capacity
}

resource "aws_appautoscaling_policy" "cpu" {
  for_each = var.services

  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.cpu_target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300 # slowly down: a lull is often shorter than a new task's start

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Requests rise before the processor does. With two policies the larger answer wins, and tasks go only
# when both agree.
resource "aws_appautoscaling_policy" "requests" {
  for_each = local.balanced_services

  name               = "requests-per-target"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.requests_per_target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${each.value.load_balancer.alb_arn_suffix}/${each.value.load_balancer.target_group_arn_suffix}"
    }
  }
}
