variable "name" {
  type        = string
  description = "Name of the budget."
}

variable "monthly_limit_usd" {
  type        = number
  description = "What the account may cost in a month, in US dollars."

  validation {
    condition     = var.monthly_limit_usd > 0
    error_message = "More than 0."
  }
}

variable "emails" {
  type        = list(string)
  description = "Addresses that are told, ten at most."

  validation {
    condition     = length(var.emails) >= 1 && length(var.emails) <= 10
    error_message = "Give one to ten addresses."
  }
}
