variable "name" {
  type        = string
  description = "Prefix of the secrets' names, for example shopping-cart-prod."
}

variable "secrets" {
  type        = map(string)
  description = "What each secret is for, by its name."

  validation {
    # They are read in templates, where a hyphen would be a subtraction.
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[a-z][a-z0-9_]*$", name))])
    error_message = "Name secrets with lower-case letters, digits and underscores."
  }
}

variable "recovery_window_days" {
  type        = number
  description = "Days during which a deleted secret can be brought back; 0 deletes at once."
  default     = 30

  validation {
    condition     = var.recovery_window_days == 0 || (var.recovery_window_days >= 7 && var.recovery_window_days <= 30)
    error_message = "0, or 7 to 30 days."
  }
}
