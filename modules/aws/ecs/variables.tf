variable "name" {
  type        = string
  description = "Name of the cluster and prefix of what belongs to it."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "Use 3 to 32 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC in which the tasks run."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Private subnets of the tasks, in at least two zones, with a way out for image pulls and logs."

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "Give the private subnets of at least two zones."
  }
}

variable "alb_security_group_id" {
  type        = string
  description = "Security group of the load balancer: the only one that may reach the tasks."
}

variable "services" {
  type = map(object({
    container_definitions = string
    container_port        = number
    log_group_name        = string
    repository_arn        = string
    cpu                   = number
    memory                = number
    min_capacity          = number
    max_capacity          = number
    cpu_target            = optional(number, 60)
    requests_per_target   = optional(number, 1000)
    secret_arns           = optional(list(string), [])
    secret_key_arns       = optional(list(string), [])
    task_policy           = optional(string)
    load_balancer = optional(object({
      target_group_arn        = string
      target_group_arn_suffix = string
      alb_arn_suffix          = string
    }))
  }))
  description = <<-EOT
    Services by name. The container that takes requests has the service's name.
    container_definitions: JSON array, rendered. log_group_name: group that the definitions log to; made here.
    repository_arn: where the image is pulled from. cpu, memory: a Fargate size.
    min_capacity, max_capacity: bounds of autoscaling, which aims at cpu_target (percent) and
    requests_per_target (a minute). secret_arns and secret_key_arns: secrets that are put into the
    environment and the keys that decrypt them. task_policy: JSON of what the code itself may do.
    load_balancer: null for a service that takes no requests from outside.
  EOT

  validation {
    condition     = alltrue([for service in values(var.services) : can(jsondecode(service.container_definitions)[0].name)])
    error_message = "container_definitions is a JSON array of objects, each with a name."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : contains([256, 512, 1024, 2048, 4096, 8192, 16384], service.cpu)])
    error_message = "Fargate knows cpu 256, 512, 1024, 2048, 4096, 8192 and 16384."
  }

  validation {
    # AWS refuses a wrong pair only when the task definition is registered, in the middle of an apply.
    condition     = alltrue([for service in values(var.services) : service.memory >= service.cpu * 2 && service.memory <= service.cpu * 8])
    error_message = "Fargate wants between 2 and 8 MiB of memory for each unit of cpu."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.min_capacity >= 1 && service.max_capacity >= service.min_capacity])
    error_message = "min_capacity is at least 1 and max_capacity no less than it."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days that the containers' logs are kept."
  default     = 365

  validation {
    condition     = contains([7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "Use a retention that CloudWatch Logs knows: 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731 days."
  }
}

variable "permissions_boundary_arn" {
  type        = string
  description = "Permissions boundary of the execution and task roles; null for none."
  default     = null
}
