variable "name" {
  type        = string
  description = "Prefix of every resource's name, for example shopping-cart-prod."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "Use 3 to 32 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "cidr_block" {
  type        = string
  description = "IPv4 range of the VPC, /16 to /22. Subnets are cut from it; it cannot be changed later without replacing the VPC."

  validation {
    condition     = can(cidrnetmask(var.cidr_block)) && try(tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 22, false)
    error_message = "Give an IPv4 CIDR block between /16 and /22: the module cuts sixteen subnets from it."
  }
}

variable "availability_zones" {
  type        = list(string)
  description = "Zones to spread over, at least two. Append new zones at the end: a zone's place in the list decides its CIDR blocks."

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 8
    error_message = "Give two to eight zones: with one zone nothing survives its loss, and a load balancer cannot be made."
  }

  validation {
    condition     = length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "Each zone may be named only once."
  }
}

variable "single_nat_gateway" {
  type        = bool
  description = "One NAT gateway for all zones instead of one in each. Cheaper, but losing its zone cuts every private subnet's way out."
  default     = false
}

variable "interface_endpoints" {
  type        = set(string)
  description = "AWS services to reach through an interface endpoint instead of the NAT gateway, by the last part of the endpoint service's name, for example ecr.api."
  default     = []

  validation {
    condition     = alltrue([for service in var.interface_endpoints : contains(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssmmessages", "monitoring"], service)])
    error_message = "Known services: ecr.api, ecr.dkr, logs, secretsmanager, ssmmessages, monitoring."
  }
}

variable "flow_log_retention_days" {
  type        = number
  description = "Days that flow logs are kept. The default is a year, because an intrusion is often noticed months later."
  default     = 365

  validation {
    condition     = contains([7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.flow_log_retention_days)
    error_message = "Use a retention that CloudWatch Logs knows: 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731 days."
  }
}

variable "permissions_boundary_arn" {
  type        = string
  description = "Permissions boundary of the role that writes the flow logs; null for none."
  default     = null
}
