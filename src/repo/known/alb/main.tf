# Stands for terraform-aws-modules/alb/aws: what its versions from 9 on make of load balancers.

variable "create" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "internal" { default = null }
variable "load_balancer_type" { default = "application" }
variable "subnets" { default = null }
variable "subnet_mapping" { default = [] }
variable "security_groups" { default = [] }
variable "vpc_id" { default = null }
variable "access_logs" { default = null }
variable "drop_invalid_header_fields" { default = true }
variable "enable_deletion_protection" { default = true }
variable "enable_cross_zone_load_balancing" { default = true }
variable "idle_timeout" { default = null }
variable "ip_address_type" { default = null }
variable "default_port" { default = 80 }
variable "default_protocol" { default = "HTTP" }
variable "listeners" { default = {} }
variable "target_groups" { default = {} }
variable "additional_target_group_attachments" { default = {} }
variable "create_security_group" { default = true }
variable "security_group_name" { default = null }
variable "security_group_ingress_rules" { default = {} }
variable "security_group_egress_rules" { default = {} }
variable "associate_web_acl" { default = false }
variable "web_acl_arn" { default = null }

locals {
  # `merge` takes null for nothing, and keeps entries of different attributes apart.
  listeners     = { for name, one in merge(var.listeners, {}) : name => one if var.create }
  target_groups = { for name, one in merge(var.target_groups, {}) : name => one if var.create }
  attached      = { for name, one in merge(var.additional_target_group_attachments, {}) : name => one if var.create }
  makes_group   = var.create && var.create_security_group
  ingress       = { for name, one in merge(var.security_group_ingress_rules, {}) : name => one if local.makes_group }
  egress        = { for name, one in merge(var.security_group_egress_rules, {}) : name => one if local.makes_group }

  rules = merge([
    for listener, settings in local.listeners : {
      for name, rule in merge(try(settings.rules, null), {}) : "${listener}/${name}" => merge(rule, { listener_key = listener })
    }
  ]...)
}

resource "aws_lb" "this" {
  count = var.create ? 1 : 0

  name                             = var.name
  name_prefix                      = var.name_prefix
  internal                         = var.internal
  load_balancer_type               = var.load_balancer_type
  subnets                          = var.subnets
  security_groups                  = local.makes_group ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  drop_invalid_header_fields       = var.drop_invalid_header_fields
  enable_deletion_protection       = var.enable_deletion_protection
  enable_cross_zone_load_balancing = var.enable_cross_zone_load_balancing
  idle_timeout                     = var.idle_timeout
  ip_address_type                  = var.ip_address_type

  dynamic "subnet_mapping" {
    for_each = flatten([for one in [var.subnet_mapping] : one if one != null])

    content {
      subnet_id     = subnet_mapping.value.subnet_id
      allocation_id = try(subnet_mapping.value.allocation_id, null)
    }
  }

  dynamic "access_logs" {
    for_each = try(length(var.access_logs), 0) > 0 ? [var.access_logs] : []

    content {
      bucket  = access_logs.value.bucket
      enabled = try(access_logs.value.enabled, true)
      prefix  = try(access_logs.value.prefix, null)
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each = local.listeners

  load_balancer_arn = aws_lb.this[0].arn
  port              = try(coalesce(each.value.port, var.default_port), var.default_port)
  protocol          = try(coalesce(each.value.protocol, var.default_protocol), var.default_protocol)
  certificate_arn   = try(each.value.certificate_arn, null)
  ssl_policy        = contains(["HTTPS", "TLS"], try(coalesce(each.value.protocol, var.default_protocol), var.default_protocol)) ? try(coalesce(each.value.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"), "ELBSecurityPolicy-TLS13-1-2-Res-2021-06") : try(each.value.ssl_policy, null)

  dynamic "default_action" {
    for_each = try(each.value.forward, null) == null ? [] : [each.value.forward]

    content {
      type             = "forward"
      target_group_arn = try(default_action.value.target_group_key, null) != null ? aws_lb_target_group.this[default_action.value.target_group_key].arn : try(default_action.value.arn, default_action.value.target_group_arn, null)
    }
  }

  dynamic "default_action" {
    for_each = try(each.value.weighted_forward, null) == null ? [] : [each.value.weighted_forward]

    content {
      type = "forward"

      forward {
        dynamic "target_group" {
          for_each = try(default_action.value.target_groups, [])

          content {
            arn    = try(target_group.value.target_group_key, null) != null ? aws_lb_target_group.this[target_group.value.target_group_key].arn : try(target_group.value.arn, target_group.value.target_group_arn, null)
            weight = try(target_group.value.weight, null)
          }
        }
      }
    }
  }

  dynamic "default_action" {
    for_each = try(each.value.redirect, null) == null ? [] : [each.value.redirect]

    content {
      type = "redirect"

      redirect {
        protocol    = try(default_action.value.protocol, null)
        port        = try(default_action.value.port, null)
        status_code = try(default_action.value.status_code, null)
      }
    }
  }

  dynamic "default_action" {
    for_each = try(each.value.fixed_response, null) == null ? [] : [each.value.fixed_response]

    content {
      type = "fixed-response"

      fixed_response {
        content_type = default_action.value.content_type
        status_code  = try(default_action.value.status_code, null)
      }
    }
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = local.rules

  listener_arn = aws_lb_listener.this[each.value.listener_key].arn
  priority     = try(each.value.priority, null)

  dynamic "action" {
    for_each = var.not_modelled

    content {
      type             = var.not_modelled
      target_group_arn = var.not_modelled
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = local.target_groups

  name                              = try(each.value.name, null)
  name_prefix                       = try(each.value.name_prefix, null)
  target_type                       = try(each.value.target_type, null)
  vpc_id                            = try(coalesce(each.value.vpc_id, var.vpc_id), var.vpc_id)
  port                              = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.port, var.default_port), var.default_port)
  protocol                          = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.protocol, var.default_protocol), var.default_protocol)
  deregistration_delay              = try(each.value.deregistration_delay, null)
  slow_start                        = try(each.value.slow_start, null)
  load_balancing_cross_zone_enabled = try(each.value.load_balancing_cross_zone_enabled, null)

  dynamic "health_check" {
    for_each = try(each.value.health_check, null) == null ? [] : [each.value.health_check]

    content {
      enabled             = try(health_check.value.enabled, null)
      healthy_threshold   = try(health_check.value.healthy_threshold, null)
      interval            = try(health_check.value.interval, null)
      matcher             = try(health_check.value.matcher, null)
      path                = try(health_check.value.path, null)
      port                = try(health_check.value.port, null)
      protocol            = try(health_check.value.protocol, null)
      timeout             = try(health_check.value.timeout, null)
      unhealthy_threshold = try(health_check.value.unhealthy_threshold, null)
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = { for name, group in local.target_groups : name => group if try(coalesce(group.create_attachment, true), true) }

  target_group_arn = aws_lb_target_group.this[each.key].arn
  target_id        = try(each.value.target_id, null)
}

resource "aws_lb_target_group_attachment" "additional" {
  for_each = local.attached

  target_group_arn = aws_lb_target_group.this[each.value.target_group_key].arn
  target_id        = each.value.target_id
}

resource "aws_security_group" "this" {
  count = local.makes_group ? 1 : 0

  name_prefix = var.security_group_name
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.ingress

  security_group_id            = aws_security_group.this[0].id
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null)
  ip_protocol                  = try(coalesce(each.value.ip_protocol, "tcp"), "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), each.value.from_port, null)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = local.egress

  security_group_id            = aws_security_group.this[0].id
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null)
  ip_protocol                  = try(coalesce(each.value.ip_protocol, "tcp"), "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), each.value.from_port, null)
}

resource "aws_wafv2_web_acl_association" "this" {
  count = var.associate_web_acl ? 1 : 0

  resource_arn = aws_lb.this[0].arn
  web_acl_arn  = var.web_acl_arn
}

output "id" {
  value = one(aws_lb.this[*].id)
}

output "arn" {
  value = one(aws_lb.this[*].arn)
}

output "arn_suffix" {
  value = one(aws_lb.this[*].arn_suffix)
}

output "dns_name" {
  value = one(aws_lb.this[*].dns_name)
}

output "zone_id" {
  value = one(aws_lb.this[*].zone_id)
}

output "listeners" {
  value = aws_lb_listener.this
}

output "listener_rules" {
  value = aws_lb_listener_rule.this
}

output "target_groups" {
  value = aws_lb_target_group.this
}

output "security_group_arn" {
  value = one(aws_security_group.this[*].arn)
}

output "security_group_id" {
  value = one(aws_security_group.this[*].id)
}
