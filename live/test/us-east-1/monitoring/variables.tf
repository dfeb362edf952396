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

variable "state_bucket" {
  type        = string
  description = "Bucket that holds this environment's state, where the other stacks' outputs are read."
}

variable "alarm_emails" {
  type        = set(string)
  description = "Addresses that alarms are sent to."
}

variable "min_healthy_hosts" {
  type        = number
  description = "Healthy tasks below which somebody is told."
}
