# Offline: the provider is a mock, so these tests need no account.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000" }
  }

}

variables {
  name = "shop"

  repositories = {
    api    = { keep_images = 30, keep_untagged_days = 7, cross_account_pull = true }
    worker = { keep_images = 10, keep_untagged_days = 1, cross_account_pull = false }
  }
}

run "what_was_tested_is_what_runs" {
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "A tag must not be pushed twice."
  }
}

run "images_are_scanned_and_encrypted_with_our_key" {
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_scanning_configuration[0].scan_on_push])
    error_message = "Every image is scanned when it is pushed."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "KMS" && repository.encryption_configuration[0].kms_key == aws_kms_key.images.arn])
    error_message = "Every repository is encrypted with the module's key."
  }

  assert {
    condition     = aws_kms_key.images.enable_key_rotation
    error_message = "The key rotates."
  }
}

run "old_images_go_and_enough_stay" {
  assert {
    condition     = keys(aws_ecr_lifecycle_policy.this) == ["api", "worker"]
    error_message = "Every repository has a lifecycle policy."
  }

  assert {
    condition = [for rule in jsondecode(aws_ecr_lifecycle_policy.this["api"].policy).rules : [rule.selection.tagStatus, rule.selection.countNumber]] == [
      ["untagged", 7], ["any", 30],
    ]
    error_message = "Untagged images go first; the newest thirty stay. The rule for any image must come last."
  }
}

run "nobody_else_pulls_unless_asked" {
  assert {
    condition     = length(aws_ecr_repository_policy.pull) == 0
    error_message = "Without pull_account_ids no repository is shared."
  }

  assert {
    condition     = !anytrue([for repository in aws_ecr_repository.this : repository.force_delete])
    error_message = "A repository with images is not deleted by default."
  }
}

run "another_account_pulls_where_wanted" {
  variables {
    pull_account_ids = ["222222222222"]
  }

  assert {
    condition     = keys(aws_ecr_repository_policy.pull) == ["api"]
    error_message = "Only repositories with cross_account_pull are shared."
  }

  assert {
    condition     = one(data.aws_iam_policy_document.pull[0].statement[0].principals).identifiers == toset(["arn:aws:iam::222222222222:root"])
    error_message = "The account named may pull, and no other."
  }

  assert {
    condition     = !anytrue([for action in data.aws_iam_policy_document.pull[0].statement[0].actions : can(regex("Put|Upload|Delete|\\*", action))])
    error_message = "It may pull and not push."
  }
}

run "refuses_to_keep_too_few" {
  command = plan

  variables {
    repositories = {
      api = { keep_images = 3, keep_untagged_days = 7, cross_account_pull = false }
    }
  }

  expect_failures = [var.repositories]
}

run "refuses_a_name_that_ecr_would_refuse" {
  command = plan

  variables {
    repositories = {
      Api = { keep_images = 30, keep_untagged_days = 7, cross_account_pull = false }
    }
  }

  expect_failures = [var.repositories]
}

run "refuses_an_account_that_is_none" {
  command = plan

  variables {
    pull_account_ids = ["*"]
  }

  expect_failures = [var.pull_account_ids]
}
