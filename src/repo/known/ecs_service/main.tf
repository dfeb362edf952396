# Stands for terraform-aws-modules/ecs/aws//modules/service: what its versions 5 to 7 make.

variable "create" { default = true }
variable "create_service" { default = true }
variable "ignore_task_definition_changes" { default = false }
variable "name" { default = null }
variable "family" { default = null }
variable "cluster_arn" { default = null }
variable "launch_type" { default = "FARGATE" }
variable "platform_version" { default = null }
variable "scheduling_strategy" { default = null }
variable "desired_count" { default = 1 }
variable "deployment_maximum_percent" { default = 200 }
variable "deployment_minimum_healthy_percent" { default = 66 }
variable "deployment_circuit_breaker" { default = null }
variable "deployment_controller" { default = null }
variable "alarms" { default = null }
variable "capacity_provider_strategy" { default = null }
variable "enable_execute_command" { default = false }
variable "health_check_grace_period_seconds" { default = null }
variable "load_balancer" { default = null }
variable "ordered_placement_strategy" { default = null }
variable "subnet_ids" { default = [] }
variable "assign_public_ip" { default = false }
variable "security_group_ids" { default = [] }
variable "network_mode" { default = "awsvpc" }
variable "container_definitions" { default = {} }
variable "container_definition_defaults" { default = {} }
variable "volume" { default = null }

variable "create_task_definition" { default = true }
variable "task_definition_arn" { default = null }
variable "requires_compatibilities" { default = ["FARGATE"] }
variable "cpu" { default = 1024 }
variable "memory" { default = 2048 }
variable "runtime_platform" { default = { operating_system_family = "LINUX", cpu_architecture = "X86_64" } }
variable "create_task_exec_iam_role" { default = true }
variable "task_exec_iam_role_arn" { default = null }
variable "create_tasks_iam_role" { default = true }
variable "tasks_iam_role_arn" { default = null }

variable "enable_autoscaling" { default = true }
variable "autoscaling_min_capacity" { default = 1 }
variable "autoscaling_max_capacity" { default = 10 }
variable "autoscaling_policies" { default = { cpu = null, memory = null } }
variable "autoscaling_scheduled_actions" { default = null }

variable "create_security_group" { default = true }
variable "security_group_name" { default = null }
variable "security_group_rules" { default = {} }
variable "security_group_ingress_rules" { default = {} }
variable "security_group_egress_rules" { default = {} }
variable "vpc_id" { default = null }

locals {
  is_external = try(var.deployment_controller.type, null) == "EXTERNAL"
  is_daemon   = var.scheduling_strategy == "DAEMON"
  makes       = var.create && var.create_service
  makes_task  = var.create && var.create_task_definition
  makes_group = var.create && var.create_security_group && var.network_mode == "awsvpc"
  strategies  = { for name, one in merge(var.capacity_provider_strategy, {}) : name => one if !local.is_external }

  # A task set has these where another controller deploys.
  counts     = local.is_daemon || local.is_external
  task       = local.makes_task ? aws_ecs_task_definition.this[0].arn : var.task_definition_arn
  groups     = concat(aws_security_group.this[*].id, var.security_group_ids)
  scales     = local.makes && var.enable_autoscaling && !local.is_daemon
  service    = one(concat(aws_ecs_service.this[*].name, aws_ecs_service.ignore_task_definition[*].name))
  service_id = one(concat(aws_ecs_service.this[*].id, aws_ecs_service.ignore_task_definition[*].id))
}

resource "aws_ecs_service" "this" {
  count = local.makes && !var.ignore_task_definition_changes ? 1 : 0

  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = local.task
  launch_type                        = local.is_external || try(length(var.capacity_provider_strategy), 0) > 0 ? null : var.launch_type
  platform_version                   = var.launch_type == "FARGATE" && !local.is_external ? var.platform_version : null
  scheduling_strategy                = var.launch_type == "FARGATE" ? "REPLICA" : var.scheduling_strategy
  desired_count                      = local.counts ? null : var.desired_count
  deployment_maximum_percent         = local.counts ? null : var.deployment_maximum_percent
  deployment_minimum_healthy_percent = local.counts ? null : var.deployment_minimum_healthy_percent
  enable_execute_command             = var.enable_execute_command
  health_check_grace_period_seconds  = var.health_check_grace_period_seconds

  dynamic "alarms" {
    for_each = try(length(var.alarms), 0) > 0 ? [var.alarms] : []

    content {
      alarm_names = alarms.value.alarm_names
      enable      = try(alarms.value.enable, true)
      rollback    = try(alarms.value.rollback, true)
    }
  }

  dynamic "capacity_provider_strategy" {
    for_each = local.strategies

    content {
      capacity_provider = capacity_provider_strategy.value.capacity_provider
      base              = try(capacity_provider_strategy.value.base, null)
      weight            = try(coalesce(capacity_provider_strategy.value.weight, 1), 1)
    }
  }

  dynamic "deployment_circuit_breaker" {
    for_each = try(length(var.deployment_circuit_breaker), 0) > 0 ? [var.deployment_circuit_breaker] : []

    content {
      enable   = deployment_circuit_breaker.value.enable
      rollback = deployment_circuit_breaker.value.rollback
    }
  }

  dynamic "deployment_controller" {
    for_each = try(length(var.deployment_controller), 0) > 0 ? [var.deployment_controller] : []

    content {
      type = try(deployment_controller.value.type, null)
    }
  }

  dynamic "load_balancer" {
    for_each = merge(var.load_balancer, {})

    content {
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
      target_group_arn = try(load_balancer.value.target_group_arn, null)
      elb_name         = try(load_balancer.value.elb_name, null)
    }
  }

  dynamic "network_configuration" {
    for_each = var.network_mode == "awsvpc" && !local.is_external ? [1] : []

    content {
      subnets          = var.subnet_ids
      security_groups  = local.groups
      assign_public_ip = var.assign_public_ip
    }
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_ecs_service" "ignore_task_definition" {
  count = local.makes && var.ignore_task_definition_changes ? 1 : 0

  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = local.task
  launch_type                        = local.is_external || try(length(var.capacity_provider_strategy), 0) > 0 ? null : var.launch_type
  platform_version                   = var.launch_type == "FARGATE" && !local.is_external ? var.platform_version : null
  scheduling_strategy                = var.launch_type == "FARGATE" ? "REPLICA" : var.scheduling_strategy
  desired_count                      = local.counts ? null : var.desired_count
  deployment_maximum_percent         = local.counts ? null : var.deployment_maximum_percent
  deployment_minimum_healthy_percent = local.counts ? null : var.deployment_minimum_healthy_percent
  enable_execute_command             = var.enable_execute_command
  health_check_grace_period_seconds  = var.health_check_grace_period_seconds

  dynamic "alarms" {
    for_each = try(length(var.alarms), 0) > 0 ? [var.alarms] : []

    content {
      alarm_names = alarms.value.alarm_names
      enable      = try(alarms.value.enable, true)
      rollback    = try(alarms.value.rollback, true)
    }
  }

  dynamic "capacity_provider_strategy" {
    for_each = local.strategies

    content {
      capacity_provider = capacity_provider_strategy.value.capacity_provider
      base              = try(capacity_provider_strategy.value.base, null)
      weight            = try(coalesce(capacity_provider_strategy.value.weight, 1), 1)
    }
  }

  dynamic "deployment_circuit_breaker" {
    for_each = try(length(var.deployment_circuit_breaker), 0) > 0 ? [var.deployment_circuit_breaker] : []

    content {
      enable   = deployment_circuit_breaker.value.enable
      rollback = deployment_circuit_breaker.value.rollback
    }
  }

  dynamic "deployment_controller" {
    for_each = try(length(var.deployment_controller), 0) > 0 ? [var.deployment_controller] : []

    content {
      type = try(deployment_controller.value.type, null)
    }
  }

  dynamic "load_balancer" {
    for_each = merge(var.load_balancer, {})

    content {
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
      target_group_arn = try(load_balancer.value.target_group_arn, null)
      elb_name         = try(load_balancer.value.elb_name, null)
    }
  }

  dynamic "network_configuration" {
    for_each = var.network_mode == "awsvpc" && !local.is_external ? [1] : []

    content {
      subnets          = var.subnet_ids
      security_groups  = local.groups
      assign_public_ip = var.assign_public_ip
    }
  }

  lifecycle {
    ignore_changes = [desired_count, task_definition, load_balancer]
  }
}

module "container_definition" {
  source = "./container-definition"

  for_each = { for name, one in merge(var.container_definitions, {}) : name => one if local.makes_task && try(coalesce(one.create, true), true) }

  key      = each.key
  given    = merge(var.container_definition_defaults, each.value)
  service  = var.name
  is_linux = try(coalesce(var.runtime_platform.operating_system_family, "LINUX"), "LINUX") == "LINUX"
}

resource "aws_ecs_task_definition" "this" {
  count = local.makes_task ? 1 : 0

  family                   = try(coalesce(var.family, var.name), null)
  container_definitions    = jsonencode([for container in module.container_definition : container.container_definition])
  network_mode             = var.network_mode
  requires_compatibilities = var.requires_compatibilities
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = var.create_task_exec_iam_role ? aws_iam_role.task_exec[0].arn : var.task_exec_iam_role_arn
  task_role_arn            = var.create_tasks_iam_role ? aws_iam_role.tasks[0].arn : var.tasks_iam_role_arn

  dynamic "volume" {
    for_each = merge(var.volume, {})

    content {
      name = try(coalesce(volume.value.name, volume.key), volume.key)
    }
  }

  dynamic "runtime_platform" {
    for_each = try(length(var.runtime_platform), 0) == 0 ? [] : [var.runtime_platform]

    content {
      cpu_architecture        = try(runtime_platform.value.cpu_architecture, null)
      operating_system_family = try(runtime_platform.value.operating_system_family, null)
    }
  }
}

resource "aws_iam_role" "task_exec" {
  count = local.makes_task && var.create_task_exec_iam_role ? 1 : 0

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

# It may pull any image and write any log; which secrets it may read hangs on more than is modelled here.
resource "aws_iam_role_policy" "task_exec" {
  count = local.makes_task && var.create_task_exec_iam_role ? 1 : 0

  role   = aws_iam_role.task_exec[0].name
  policy = var.not_modelled
}

resource "aws_iam_role" "tasks" {
  count = local.makes_task && var.create_tasks_iam_role ? 1 : 0

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

resource "aws_appautoscaling_target" "this" {
  count = local.scales ? 1 : 0

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"

  resource_id = join("/", [
    "service",
    element(split("/", coalesce(var.cluster_arn, "default/default")), 1),
    one(concat(aws_ecs_service.this[*].name, aws_ecs_service.ignore_task_definition[*].name)),
  ])

  # The desired count is a bound as well.
  min_capacity = min(var.autoscaling_min_capacity, var.desired_count)
  max_capacity = max(var.autoscaling_max_capacity, var.desired_count)
}

resource "aws_appautoscaling_policy" "this" {
  for_each = { for name, one in merge(var.autoscaling_policies, {}) : name => one if local.scales }

  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id
}

resource "aws_appautoscaling_scheduled_action" "this" {
  for_each = { for name, one in merge(var.autoscaling_scheduled_actions, {}) : name => one if local.scales }

  name               = each.key
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  schedule           = try(each.value.schedule, null)

  scalable_target_action {
    min_capacity = try(each.value.min_capacity, null)
    max_capacity = try(each.value.max_capacity, null)
  }
}

resource "aws_security_group" "this" {
  count = local.makes_group ? 1 : 0

  name_prefix = var.security_group_name
  vpc_id      = var.vpc_id == null ? var.not_modelled : var.vpc_id
}

resource "aws_security_group_rule" "this" {
  for_each = { for name, one in merge(var.security_group_rules, {}) : name => one if local.makes_group }

  security_group_id        = aws_security_group.this[0].id
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_security_group_id, null)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = { for name, one in merge(var.security_group_ingress_rules, {}) : name => one if local.makes_group }

  security_group_id            = aws_security_group.this[0].id
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null) == "self" ? aws_security_group.this[0].id : try(each.value.referenced_security_group_id, null)
  ip_protocol                  = try(coalesce(each.value.ip_protocol, "tcp"), "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), each.value.from_port, null)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = { for name, one in merge(var.security_group_egress_rules, {}) : name => one if local.makes_group }

  security_group_id            = aws_security_group.this[0].id
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null) == "self" ? aws_security_group.this[0].id : try(each.value.referenced_security_group_id, null)
  ip_protocol                  = try(coalesce(each.value.ip_protocol, "tcp"), "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), each.value.from_port, null)
}

output "id" {
  value = local.service_id
}

output "name" {
  value = local.service
}

output "security_group_id" {
  value = one(aws_security_group.this[*].id)
}

output "security_group_arn" {
  value = one(aws_security_group.this[*].arn)
}

output "task_definition_arn" {
  value = local.task
}

output "task_definition_family" {
  value = one(aws_ecs_task_definition.this[*].family)
}

output "task_exec_iam_role_arn" {
  value = one(aws_iam_role.task_exec[*].arn)
}

output "tasks_iam_role_arn" {
  value = one(aws_iam_role.tasks[*].arn)
}
