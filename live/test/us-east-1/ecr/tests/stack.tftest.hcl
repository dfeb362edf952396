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

  mock_resource "aws_ecr_repository" {
    defaults = {
      arn = "arn:aws:ecr:us-east-1:123456789012:repository/x"
    }
  }
}

run "each_file_is_a_repository" {
  assert {
    condition     = keys(output.repository_arns) == ["hello-world"] && keys(output.repository_urls) == ["hello-world"]
    error_message = "config/hello-world.yaml makes the repository hello-world."
  }
}

run "images_go_from_test_to_prod_and_not_back" {
  assert {
    condition     = length(var.pull_account_ids) == (var.environment == "test" ? 1 : 0)
    error_message = "Only test lets another account pull, and it is one."
  }

  assert {
    condition     = !var.force_delete || var.environment != "prod"
    error_message = "prod does not delete repositories together with their images."
  }
}
