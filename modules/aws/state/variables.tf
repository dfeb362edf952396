variable "bucket" {
  type        = string
  description = "Name of the bucket, unique in all of AWS. It stands in every stack's backend block."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "noncurrent_version_days" {
  type        = number
  description = "Days that an overwritten state can still be brought back."
  default     = 90

  validation {
    condition     = var.noncurrent_version_days >= 30
    error_message = "At least 30 days: a broken state is sometimes noticed at the next month's change."
  }
}
