variable "name" {
  type        = string
  description = "Prefix of the secrets' names, for example shopping-cart-prod."
}

variable "secrets" {
  type        = map(string)
  description = "What each secret is for, by its name."
}

variable "generate_first_value" {
  type        = bool
  description = "Store a random first value, so that tasks can start. False where somebody else writes it, such as a partner's key."
  default     = true
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
