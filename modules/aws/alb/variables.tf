variable "name" {
  type        = string
  description = "Name of the load balancer and prefix of what belongs to it."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "Use 3 to 32 lower-case letters, digits and hyphens: AWS takes no longer name for a load balancer."
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the load balancer and its targets."
}

variable "public_subnet_ids" {
  type        = list(string)
  description = "Public subnets, one in each zone that has tasks."

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "A load balancer needs subnets in at least two zones."
  }
}

variable "container_port" {
  type        = number
  description = "Port on which the tasks listen."
  default     = 80

  validation {
    condition     = var.container_port >= 1 && var.container_port <= 65535
    error_message = "A port is between 1 and 65535."
  }
}

variable "health_check_path" {
  type        = string
  description = "Path that answers 200 when a task can serve requests."
  default     = "/healthz"

  validation {
    condition     = startswith(var.health_check_path, "/")
    error_message = "A path starts with a slash."
  }
}

variable "deregistration_delay" {
  type        = number
  description = "Seconds that a task being replaced may go on answering requests that it has begun."
  default     = 30

  validation {
    condition     = var.deregistration_delay >= 0 && var.deregistration_delay <= 3600
    error_message = "Between 0 and 3600 seconds."
  }
}

variable "certificate_arn" {
  type        = string
  description = "ACM certificate for HTTPS; HTTP is then only redirected. Null serves plain HTTP, which is for a demonstration without a domain."
  default     = null

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "Give the ARN of an ACM certificate, or null."
  }
}

variable "ssl_policy" {
  type        = string
  description = "TLS policy of the HTTPS listener: TLS 1.3, and 1.2 for those who cannot."
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  validation {
    condition     = startswith(var.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-") || startswith(var.ssl_policy, "ELBSecurityPolicy-TLS13-1-3-")
    error_message = "Use a policy with TLS 1.3 that allows nothing older than TLS 1.2."
  }
}

variable "deletion_protection" {
  type        = bool
  description = "Refuse to delete the load balancer. Deleting it changes its DNS name for ever."
  default     = true
}

variable "access_log_retention_days" {
  type        = number
  description = "Days that access logs are kept."
  default     = 365

  validation {
    condition     = var.access_log_retention_days >= 1
    error_message = "At least one day."
  }
}

variable "access_log_force_destroy" {
  type        = bool
  description = "Delete the bucket of access logs together with the logs. Only for environments that are torn down."
  default     = false
}
