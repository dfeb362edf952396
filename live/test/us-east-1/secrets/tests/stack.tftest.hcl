# Offline: the provider and the other stacks' states are mocks. The settings are those of
# terraform.tfvars, so this says what the stack promises in this environment.
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
    defaults = {
      arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    }
  }

  mock_resource "aws_secretsmanager_secret" {
    defaults = {
      arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf"
    }
  }
}

run "the_secrets_that_the_containers_name_are_there" {
  assert {
    condition     = keys(output.secret_arns) == ["session_signing_key"]
    error_message = "The container definitions of the ecs stack read session_signing_key."
  }
}

run "in_production_a_deleted_secret_can_be_brought_back" {
  assert {
    condition     = var.environment != "prod" || var.recovery_window_days == 30
    error_message = "prod keeps deleted secrets for 30 days."
  }
}
