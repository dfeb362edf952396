variable "name" {
  type        = string
  description = "Prefix of the alarms' names, and name of the topic and the dashboard."
}

variable "alarm_emails" {
  type        = set(string)
  description = "Addresses that are told. Each must confirm the message that AWS sends, once."

  validation {
    condition     = length(var.alarm_emails) > 0 && alltrue([for address in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+$", address))])
    error_message = "Give at least one e-mail address: an alarm that reaches nobody is none."
  }
}

variable "alb_arn_suffix" {
  type        = string
  description = "Load balancer, as CloudWatch names it (app/…)."

  validation {
    # With an ARN or a name the alarm is made, and never gets any data.
    condition     = startswith(var.alb_arn_suffix, "app/")
    error_message = "Give the load balancer's arn_suffix, which starts with app/."
  }
}

variable "target_group_arn_suffix" {
  type        = string
  description = "Target group, as CloudWatch names it (targetgroup/…)."

  validation {
    condition     = startswith(var.target_group_arn_suffix, "targetgroup/")
    error_message = "Give the target group's arn_suffix, which starts with targetgroup/."
  }
}

variable "cluster_name" {
  type        = string
  description = "ECS cluster, by name."

  validation {
    condition     = !startswith(var.cluster_name, "arn:")
    error_message = "Give the cluster's name, not its ARN: CloudWatch knows it by name only."
  }
}

variable "service_names" {
  type        = set(string)
  description = "Services of the cluster to watch."
}

variable "nat_gateway_ids" {
  type        = map(string)
  description = "NAT gateways by zone."
}

variable "latency_seconds" {
  type        = number
  description = "Response time that the slowest twentieth of requests may reach before somebody is told."
  default     = 1

  validation {
    condition     = var.latency_seconds > 0
    error_message = "More than 0 seconds."
  }
}

variable "min_healthy_hosts" {
  type        = number
  description = "Targets that must be healthy. Fewer than the smallest number of tasks, so that replacing one is no alarm."
  default     = 1

  validation {
    condition     = var.min_healthy_hosts >= 1
    error_message = "At least 1."
  }
}
