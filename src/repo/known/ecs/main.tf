# Stands for terraform-aws-modules/ecs/aws: a cluster and its services, as in its versions 5 to 7.

variable "create" { default = true }
variable "cluster_name" { default = "" }
variable "cluster_setting" { default = null }
variable "cluster_settings" { default = [{ name = "containerInsights", value = "enabled" }] }
variable "cluster_configuration" { default = {} }
variable "cluster_capacity_providers" { default = [] }
variable "fargate_capacity_providers" { default = {} }
variable "autoscaling_capacity_providers" { default = {} }
variable "capacity_providers" { default = null }
variable "create_cloudwatch_log_group" { default = true }
variable "cloudwatch_log_group_name" { default = null }
variable "cloudwatch_log_group_retention_in_days" { default = 90 }
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "services" { default = {} }

module "cluster" {
  source = "./modules/cluster"

  create                                 = var.create
  cluster_name                           = var.cluster_name
  setting                                = var.cluster_setting
  cluster_settings                       = var.cluster_settings
  configuration                          = var.cluster_configuration
  cluster_capacity_providers             = var.cluster_capacity_providers
  fargate_capacity_providers             = var.fargate_capacity_providers
  autoscaling_capacity_providers         = var.autoscaling_capacity_providers
  capacity_providers                     = var.capacity_providers
  create_cloudwatch_log_group            = var.create_cloudwatch_log_group
  cloudwatch_log_group_name              = var.cloudwatch_log_group_name
  cloudwatch_log_group_retention_in_days = var.cloudwatch_log_group_retention_in_days
  cloudwatch_log_group_kms_key_id        = var.cloudwatch_log_group_kms_key_id
}

module "service" {
  source = "./modules/service"

  for_each = { for name, one in merge(var.services, {}) : name => one if var.create }

  name                               = try(coalesce(each.value.name, each.key), each.key)
  cluster_arn                        = module.cluster.arn
  create                             = try(coalesce(each.value.create, true), true)
  create_service                     = try(coalesce(each.value.create_service, true), true)
  ignore_task_definition_changes     = try(coalesce(each.value.ignore_task_definition_changes, false), false)
  family                             = try(each.value.family, null)
  launch_type                        = try(coalesce(each.value.launch_type, "FARGATE"), "FARGATE")
  platform_version                   = try(each.value.platform_version, null)
  scheduling_strategy                = try(each.value.scheduling_strategy, null)
  desired_count                      = try(coalesce(each.value.desired_count, 1), 1)
  deployment_maximum_percent         = try(coalesce(each.value.deployment_maximum_percent, 200), 200)
  deployment_minimum_healthy_percent = try(coalesce(each.value.deployment_minimum_healthy_percent, 66), 66)
  deployment_circuit_breaker         = try(each.value.deployment_circuit_breaker, null)
  deployment_controller              = try(each.value.deployment_controller, null)
  alarms                             = try(each.value.alarms, null)
  capacity_provider_strategy         = try(each.value.capacity_provider_strategy, null)
  enable_execute_command             = try(coalesce(each.value.enable_execute_command, false), false)
  health_check_grace_period_seconds  = try(each.value.health_check_grace_period_seconds, null)
  load_balancer                      = try(each.value.load_balancer, null)
  ordered_placement_strategy         = try(each.value.ordered_placement_strategy, null)
  subnet_ids                         = try(each.value.subnet_ids, [])
  assign_public_ip                   = try(coalesce(each.value.assign_public_ip, false), false)
  security_group_ids                 = try(each.value.security_group_ids, [])
  container_definitions              = try(each.value.container_definitions, {})
  volume                             = try(each.value.volume, null)
  container_definition_defaults      = try(each.value.container_definition_defaults, {})
  network_mode                       = try(coalesce(each.value.network_mode, "awsvpc"), "awsvpc")
  create_task_definition             = try(coalesce(each.value.create_task_definition, true), true)
  task_definition_arn                = try(each.value.task_definition_arn, null)
  requires_compatibilities           = try(each.value.requires_compatibilities, ["FARGATE"])
  cpu                                = try(coalesce(each.value.cpu, 1024), 1024)
  memory                             = try(coalesce(each.value.memory, 2048), 2048)
  runtime_platform                   = try(each.value.runtime_platform, { operating_system_family = "LINUX", cpu_architecture = "X86_64" })
  create_task_exec_iam_role          = try(coalesce(each.value.create_task_exec_iam_role, true), true)
  task_exec_iam_role_arn             = try(each.value.task_exec_iam_role_arn, null)
  create_tasks_iam_role              = try(coalesce(each.value.create_tasks_iam_role, true), true)
  tasks_iam_role_arn                 = try(each.value.tasks_iam_role_arn, null)
  enable_autoscaling                 = try(coalesce(each.value.enable_autoscaling, true), true)
  autoscaling_min_capacity           = try(coalesce(each.value.autoscaling_min_capacity, 1), 1)
  autoscaling_max_capacity           = try(coalesce(each.value.autoscaling_max_capacity, 10), 10)
  autoscaling_policies               = try(each.value.autoscaling_policies, { cpu = null, memory = null })
  autoscaling_scheduled_actions      = try(each.value.autoscaling_scheduled_actions, null)
  create_security_group              = try(coalesce(each.value.create_security_group, true), true)
  security_group_name                = try(each.value.security_group_name, null)
  security_group_rules               = try(each.value.security_group_rules, {})
  security_group_ingress_rules       = try(each.value.security_group_ingress_rules, {})
  security_group_egress_rules        = try(each.value.security_group_egress_rules, {})
  vpc_id                             = try(each.value.vpc_id, null)
}

output "cluster_arn" {
  value = module.cluster.arn
}

output "cluster_id" {
  value = module.cluster.id
}

output "cluster_name" {
  value = module.cluster.name
}

output "services" {
  value = module.service
}
