variable "environment" {
  type        = string
  description = "Environment that this stack belongs to. Part of every name."

  validation {
    condition     = contains(["prod", "test"], var.environment)
    error_message = "The environments are prod and test."
  }
}

variable "region" {
  type        = string
  description = "AWS region of everything in this stack."
}

variable "account_id" {
  type        = string
  description = "The environment's AWS account. With credentials for any other one nothing is planned or applied."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account id has twelve digits."
  }
}

variable "cidr_block" {
  type        = string
  description = "IPv4 range of the VPC. The environments' ranges do not overlap, so that they could be joined one day."
}

variable "availability_zones" {
  type        = list(string)
  description = "Zones to spread over. Append new ones at the end."
}

variable "single_nat_gateway" {
  type        = bool
  description = "One NAT gateway for all zones instead of one in each."
}

variable "interface_endpoints" {
  type        = set(string)
  description = "AWS services that are reached without the NAT gateway."
}

variable "flow_log_retention_days" {
  type        = number
  description = "Days that flow logs are kept."
}
