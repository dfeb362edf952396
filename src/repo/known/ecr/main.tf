# Stands for terraform-aws-modules/ecr/aws: what its versions 1 to 3 make.

variable "create" { default = true }
variable "create_repository" { default = true }
variable "repository_type" { default = "private" }
variable "repository_name" { default = "" }
variable "repository_image_tag_mutability" { default = "IMMUTABLE" }
variable "repository_encryption_type" { default = null }
variable "repository_kms_key" { default = null }
variable "repository_image_scan_on_push" { default = true }
variable "repository_force_delete" { default = null }
variable "attach_repository_policy" { default = true }
variable "create_repository_policy" { default = true }
variable "repository_policy" { default = null }
variable "create_lifecycle_policy" { default = true }
variable "repository_lifecycle_policy" { default = "" }
variable "manage_registry_scanning_configuration" { default = false }
variable "registry_scan_type" { default = "ENHANCED" }

locals {
  is_private = var.create && var.create_repository && var.repository_type == "private"
  is_public  = var.create && var.create_repository && var.repository_type == "public"
  name       = one(aws_ecr_repository.this[*].name)
}

resource "aws_ecr_repository" "this" {
  count = local.is_private ? 1 : 0

  name                 = var.repository_name
  image_tag_mutability = var.repository_image_tag_mutability
  force_delete         = var.repository_force_delete

  image_scanning_configuration {
    scan_on_push = var.repository_image_scan_on_push
  }

  encryption_configuration {
    encryption_type = var.repository_encryption_type
    kms_key         = var.repository_kms_key
  }
}

resource "aws_ecrpublic_repository" "this" {
  count = local.is_public ? 1 : 0

  repository_name = var.repository_name
}

resource "aws_ecr_repository_policy" "this" {
  count = local.is_private && var.attach_repository_policy ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = var.not_modelled
}

resource "aws_ecr_lifecycle_policy" "this" {
  count = local.is_private && var.create_lifecycle_policy ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = var.repository_lifecycle_policy
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  count = var.create && var.manage_registry_scanning_configuration ? 1 : 0

  scan_type = var.registry_scan_type
}

output "repository_name" {
  value = local.name
}

output "repository_arn" {
  value = local.is_public ? one(aws_ecrpublic_repository.this[*].arn) : one(aws_ecr_repository.this[*].arn)
}

output "repository_url" {
  value = local.is_public ? one(aws_ecrpublic_repository.this[*].repository_uri) : one(aws_ecr_repository.this[*].repository_url)
}
