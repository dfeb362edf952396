# Stands for terraform-aws-modules/autoscaling/aws: what its versions 6 to 9 make.

variable "create" { default = true }
variable "name" {}
variable "ignore_desired_capacity_changes" { default = false }
variable "min_size" { default = null }
variable "max_size" { default = null }
variable "desired_capacity" { default = null }
variable "availability_zones" { default = null }
variable "vpc_zone_identifier" { default = null }
variable "health_check_type" { default = null }
variable "create_launch_template" { default = true }
variable "security_groups" { default = [] }
variable "network_interfaces" { default = [] }
variable "user_data" { default = null }
variable "image_id" { default = "" }
variable "instance_type" { default = null }
variable "protect_from_scale_in" { default = false }

resource "aws_launch_template" "this" {
  count = var.create && var.create_launch_template ? 1 : 0

  name_prefix            = "${var.name}-"
  image_id               = var.image_id
  instance_type          = var.instance_type
  user_data              = var.user_data
  vpc_security_group_ids = length(var.network_interfaces) > 0 ? null : var.security_groups

  dynamic "network_interfaces" {
    for_each = var.network_interfaces

    content {
      associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
      subnet_id                   = try(network_interfaces.value.subnet_id, null)
      security_groups             = try(network_interfaces.value.security_groups, null)
    }
  }
}

resource "aws_autoscaling_group" "this" {
  count = var.create && !var.ignore_desired_capacity_changes ? 1 : 0

  name_prefix           = "${var.name}-"
  min_size              = var.min_size
  max_size              = var.max_size
  desired_capacity      = var.desired_capacity
  availability_zones    = var.availability_zones
  vpc_zone_identifier   = var.vpc_zone_identifier
  health_check_type     = var.health_check_type
  protect_from_scale_in = var.protect_from_scale_in

  launch_template {
    id      = var.create_launch_template ? aws_launch_template.this[0].id : var.not_modelled
    version = var.not_modelled
  }
}

resource "aws_autoscaling_group" "idc" {
  count = var.create && var.ignore_desired_capacity_changes ? 1 : 0

  name_prefix           = "${var.name}-"
  min_size              = var.min_size
  max_size              = var.max_size
  desired_capacity      = var.desired_capacity
  availability_zones    = var.availability_zones
  vpc_zone_identifier   = var.vpc_zone_identifier
  health_check_type     = var.health_check_type
  protect_from_scale_in = var.protect_from_scale_in

  launch_template {
    id      = var.create_launch_template ? aws_launch_template.this[0].id : var.not_modelled
    version = var.not_modelled
  }

  lifecycle {
    ignore_changes = [desired_capacity]
  }
}

output "autoscaling_group_id" {
  value = one(concat(aws_autoscaling_group.this[*].id, aws_autoscaling_group.idc[*].id))
}

output "autoscaling_group_name" {
  value = one(concat(aws_autoscaling_group.this[*].name, aws_autoscaling_group.idc[*].name))
}

output "autoscaling_group_arn" {
  value = one(concat(aws_autoscaling_group.this[*].arn, aws_autoscaling_group.idc[*].arn))
}

output "autoscaling_group_min_size" {
  value = var.min_size
}

output "autoscaling_group_max_size" {
  value = var.max_size
}

output "autoscaling_group_vpc_zone_identifier" {
  value = var.vpc_zone_identifier
}

output "launch_template_id" {
  value = one(aws_launch_template.this[*].id)
}

output "launch_template_arn" {
  value = one(aws_launch_template.this[*].arn)
}
