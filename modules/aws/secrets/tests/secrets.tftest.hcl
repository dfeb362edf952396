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


  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/signing_key-AbCdEf" }
  }
}

variables {
  name    = "shop"
  secrets = { signing_key = "Signs sessions" }
}

run "a_place_for_each_secret_under_our_key" {
  assert {
    condition     = aws_secretsmanager_secret.this["signing_key"].name == "shop/signing_key" && aws_secretsmanager_secret.this["signing_key"].kms_key_id == aws_kms_key.this.arn
    error_message = "Secrets are named after the environment and encrypted with the module's key."
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "The key rotates."
  }

  assert {
    condition     = output.secret_arns == { signing_key = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/signing_key-AbCdEf" }
    error_message = "ARNs are told by name."
  }
}

run "a_deleted_secret_can_be_brought_back" {
  assert {
    condition     = aws_secretsmanager_secret.this["signing_key"].recovery_window_in_days == 30
    error_message = "30 days by default."
  }
}

run "refuses_a_window_that_aws_does_not_have" {
  command = plan

  variables {
    recovery_window_days = 3
  }

  expect_failures = [var.recovery_window_days]
}

run "refuses_a_name_that_templates_cannot_read" {
  command = plan

  variables {
    secrets = { signing-key = "Signs sessions" }
  }

  expect_failures = [var.secrets]
}
