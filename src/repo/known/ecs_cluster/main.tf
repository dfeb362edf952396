# Stands for terraform-aws-modules/ecs/aws//modules/cluster: what its versions 5 to 7 make.

variable "create" { default = true }
variable "name" { default = "" }
variable "cluster_name" { default = "" }
variable "setting" { default = null }
variable "cluster_settings" { default = [{ name = "containerInsights", value = "enabled" }] }
variable "configuration" { default = null }
variable "cluster_configuration" { default = null }
variable "cluster_capacity_providers" { default = [] }
variable "default_capacity_provider_strategy" { default = null }
variable "capacity_providers" { default = null }
variable "fargate_capacity_providers" { default = {} }
variable "default_capacity_provider_use_fargate" { default = true }
variable "autoscaling_capacity_providers" { default = {} }
variable "create_cloudwatch_log_group" { default = true }
variable "cloudwatch_log_group_name" { default = null }
variable "cloudwatch_log_group_retention_in_days" { default = 90 }
variable "cloudwatch_log_group_kms_key_id" { default = null }

locals {
  # Until version 5 the inputs had other names.
  cluster_name = var.name == "" || var.name == null ? var.cluster_name : var.name

  # One setting, or a list of them.
  old_settings = flatten([var.cluster_settings])
  settings     = var.setting == null ? local.old_settings : var.setting
  autoscaling  = merge(var.autoscaling_capacity_providers, {})
  others       = merge(var.capacity_providers, {})

  configurations = [for one in [var.configuration, var.cluster_configuration] : one if try(length(one), 0) > 0]
}

resource "aws_ecs_cluster" "this" {
  count = var.create ? 1 : 0

  name = local.cluster_name

  dynamic "setting" {
    for_each = local.settings == null ? [] : local.settings

    content {
      name  = setting.value.name
      value = setting.value.value
    }
  }

  dynamic "configuration" {
    for_each = local.configurations

    content {
      dynamic "execute_command_configuration" {
        for_each = try(configuration.value.execute_command_configuration, null) == null ? [] : [configuration.value.execute_command_configuration]

        content {
          logging = try(coalesce(execute_command_configuration.value.logging, "DEFAULT"), "DEFAULT")
        }
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.create && var.create_cloudwatch_log_group ? 1 : 0

  name              = try(coalesce(var.cloudwatch_log_group_name, "/aws/ecs/${local.cluster_name}"), "")
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
}

resource "aws_ecs_capacity_provider" "this" {
  for_each = merge(local.autoscaling, local.others)

  name = try(coalesce(each.value.name, each.key), each.key)

  dynamic "auto_scaling_group_provider" {
    for_each = try(each.value.auto_scaling_group_arn, each.value.auto_scaling_group_provider.auto_scaling_group_arn, null) == null ? [] : [1]

    content {
      auto_scaling_group_arn = try(each.value.auto_scaling_group_arn, each.value.auto_scaling_group_provider.auto_scaling_group_arn)
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  count = var.create ? 1 : 0

  cluster_name = aws_ecs_cluster.this[0].name
  capacity_providers = distinct(concat(
    var.cluster_capacity_providers == null ? [] : var.cluster_capacity_providers,
    [for name, provider in var.fargate_capacity_providers : try(provider.name, name)],
    [for provider in aws_ecs_capacity_provider.this : provider.name],
  ))

  dynamic "default_capacity_provider_strategy" {
    for_each = var.not_modelled

    content {
      capacity_provider = var.not_modelled
    }
  }
}

output "arn" {
  value = one(aws_ecs_cluster.this[*].arn)
}

output "id" {
  value = one(aws_ecs_cluster.this[*].id)
}

output "name" {
  value = one(aws_ecs_cluster.this[*].name)
}

output "cloudwatch_log_group_name" {
  value = one(aws_cloudwatch_log_group.this[*].name)
}

output "cloudwatch_log_group_arn" {
  value = one(aws_cloudwatch_log_group.this[*].arn)
}
