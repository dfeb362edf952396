# Stands for terraform-aws-modules/ecs/aws//modules/container-definition, as modules/service calls it.

variable "key" {}
variable "given" {}
variable "service" { default = null }
variable "is_linux" { default = true }

locals {
  # What the versions call each setting, with the name that it has in the document.
  names = var.not_modelled

  # What the document says where nothing is given.
  defaults = var.not_modelled

  # For how many days output is kept where nothing is said.
  retention = var.not_modelled

  own  = { for given, name in local.names : name => var.given[given] if contains(keys(var.given), given) }
  # The module's inputs have types, which convert what is given.
  typed = merge(
    local.own,
    { for name in ["cpu", "memory", "memoryReservation", "startTimeout", "stopTimeout"] : name => try(tonumber(local.own[name]), local.own[name]) if contains(keys(local.own), name) },
    { for name in ["essential", "interactive", "privileged", "pseudoTerminal", "readonlyRootFilesystem"] : name => try(tobool(local.own[name]), local.own[name]) if contains(keys(local.own), name) },
    { for name in ["hostname", "image", "user", "workingDirectory"] : name => try(tostring(local.own[name]), local.own[name]) if contains(keys(local.own), name) },
    { for name in ["environment"] : name => try([for one in local.own[name] : { name = tostring(one.name), value = tostring(one.value) }], local.own[name]) if contains(keys(local.own), name) },
    { for name in ["command"] : name => try([for one in local.own[name] : tostring(one)], local.own[name]) if contains(keys(local.own), name) },
    { for name in ["dockerLabels"] : name => try({ for label, value in local.own[name] : label => tostring(value) }, local.own[name]) if contains(keys(local.own), name) },
  )

  name = try(coalesce(var.given.name, var.key), var.key)

  # Where one of them is off, what is left hangs on the version.
  is_logged = nonsensitive(try(coalesce(var.given.enable_cloudwatch_logging, true), true)) && nonsensitive(try(coalesce(var.given.create_cloudwatch_log_group, true), true))
  logging = local.is_logged ? merge({
    logDriver = "awslogs"
    options = {
      awslogs-group         = aws_cloudwatch_log_group.this[0].name
      awslogs-region        = data.aws_region.current.name
      awslogs-stream-prefix = "ecs"
    }
  }, { for name, value in try(local.own.logConfiguration, {}) : name => value if nonsensitive(value != null) }) : try(local.own.logConfiguration, var.not_modelled)

  linux_only = var.is_linux ? [] : ["privileged", "readonlyRootFilesystem", "user", "linuxParameters", "ulimits"]
  all = merge(local.defaults, local.typed, {
    name             = local.name
    logConfiguration = local.logging
  })
}

data "aws_region" "current" {}

resource "aws_cloudwatch_log_group" "this" {
  count = local.is_logged ? 1 : 0

  name              = try(coalesce(var.given.cloudwatch_log_group_use_name_prefix, false), false) ? null : try(coalesce(var.given.cloudwatch_log_group_name, "/aws/ecs/${var.service}/${local.name}"), "/aws/ecs/${var.service}/${local.name}")
  retention_in_days = try(coalesce(var.given.cloudwatch_log_group_retention_in_days, local.retention), local.retention)
  kms_key_id        = try(var.given.cloudwatch_log_group_kms_key_id, null)
}

output "container_definition" {
  value = { for name, value in local.all : name => value if !contains(local.linux_only, name) }
}
