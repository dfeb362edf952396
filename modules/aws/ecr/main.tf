data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  shared_repositories = {
    for name, repository in var.repositories : name => repository
    if repository.cross_account_pull && length(var.pull_account_ids) > 0
  }
}

# ECR itself needs no statement: it encrypts and decrypts by a grant that creating a repository gives it.
data "aws_iam_policy_document" "key" {
  # Without this statement IAM policies mean nothing for the key, and nobody could administer it.
  statement {
    sid       = "AccountAdministersKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "images" {
  description         = "${var.name}: container images"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "images" {
  name          = "alias/${var.name}-images"
  target_key_id = aws_kms_key.images.key_id
}

resource "aws_ecr_repository" "this" {
  for_each = var.repositories

  name                 = each.key
  image_tag_mutability = "IMMUTABLE" # what was tested under a tag is what runs under it
  force_delete         = var.force_delete

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.images.arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = var.repositories

  repository = aws_ecr_repository.this[each.key].name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Untagged images go after ${each.value.keep_untagged_days} days"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = each.value.keep_untagged_days
        }
        action = { type = "expire" }
      },
      {
        # "any" must be the last rule.
        rulePriority = 2
        description  = "The newest ${each.value.keep_images} images stay"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = each.value.keep_images
        }
        action = { type = "expire" }
      },
    ]
  })
}

data "aws_iam_policy_document" "pull" {
  count = length(local.shared_repositories) > 0 ? 1 : 0

  statement {
    sid     = "OtherAccountsPull"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = [for account in var.pull_account_ids : "arn:${data.aws_partition.current.partition}:iam::${account}:root"]
    }
  }
}

resource "aws_ecr_repository_policy" "pull" {
  for_each = local.shared_repositories

  repository = aws_ecr_repository.this[each.key].name
  policy     = data.aws_iam_policy_document.pull[0].json
}
