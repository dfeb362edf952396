variable "name" {
  type        = string
  description = "Prefix of the roles' names, and of the roles that the pipeline may create, for example shopping-cart-prod."
}

variable "environment" {
  type        = string
  description = "GitHub environment whose jobs may apply. Its protection rules are what guards the role."
}

variable "github_repository" {
  type        = string
  description = "Repository whose workflows may assume the roles, as owner/name."

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "Give owner/name, without wildcards: whatever matches may assume the roles."
  }
}

variable "github_branch" {
  type        = string
  description = "Branch whose workflows may plan for drift and push images."
  default     = "main"

  validation {
    condition     = !can(regex("[*?]", var.github_branch))
    error_message = "No wildcards: whatever matches may push images."
  }
}

variable "state_bucket" {
  type        = string
  description = "Bucket that holds this environment's state."
}
