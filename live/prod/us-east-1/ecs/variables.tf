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

variable "services" {
  type = map(object({
    container_port = number
    cpu            = number
    memory         = number
    min_capacity   = number
    max_capacity   = number
    takes_requests = bool
    secrets        = set(string)
  }))
  description = "Services by name. Each has its container definitions in configs/ and its repository in the ecr stack. takes_requests: behind the load balancer. secrets: those of the secrets stack that it may read."

  validation {
    condition     = length([for service in values(var.services) : service if service.takes_requests]) <= 1
    error_message = "The load balancer has one target group: two services in it would answer each other's requests."
  }
}

variable "image_digests" {
  type        = map(string)
  description = "Image of each service, by digest. Not in terraform.tfvars: the pipeline passes what it has built, and at other times what the output of this name says."

  validation {
    condition     = alltrue([for digest in values(var.image_digests) : can(regex("^sha256:[0-9a-f]{64}$", digest))])
    error_message = "A digest is sha256: and 64 hexadecimal digits. Tags are not accepted: they do not say what runs."
  }

  validation {
    condition     = length(setsubtract(keys(var.services), keys(var.image_digests))) == 0
    error_message = "Every service needs the digest of its image."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days that the containers' logs are kept."
}
