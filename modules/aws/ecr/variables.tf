variable "name" {
  type        = string
  description = "Name of the key that encrypts the images, for example shopping-cart-prod."
}

variable "repositories" {
  type = map(object({
    keep_images        = number
    keep_untagged_days = number
    cross_account_pull = bool
  }))
  description = "Repositories by name: how many images to keep, after how many days an untagged one goes, and whether the accounts in pull_account_ids may pull."

  validation {
    condition     = alltrue([for name in keys(var.repositories) : can(regex("^[a-z0-9]+(?:[._/-][a-z0-9]+)*$", name))])
    error_message = "A repository's name is made of lower-case letters and digits, joined by single dots, hyphens, underscores or slashes."
  }

  validation {
    condition     = alltrue([for repository in values(var.repositories) : repository.keep_images >= 10 && repository.keep_untagged_days >= 1])
    error_message = "Keep at least 10 images, so that the running one and those to roll back to are never expired, and untagged ones for at least a day."
  }
}

variable "pull_account_ids" {
  type        = list(string)
  description = "Accounts that may pull from repositories with cross_account_pull. Empty: nobody else."
  default     = []

  validation {
    condition     = alltrue([for account in var.pull_account_ids : can(regex("^[0-9]{12}$", account))])
    error_message = "An AWS account id has twelve digits."
  }
}

variable "force_delete" {
  type        = bool
  description = "Delete a repository together with its images. Only for environments that are torn down."
  default     = false
}
