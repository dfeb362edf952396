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

variable "monthly_limit_usd" {
  type        = number
  description = "What the account may cost in a month, in US dollars."
}

variable "emails" {
  type        = list(string)
  description = "Addresses that are told when it costs more."
}
