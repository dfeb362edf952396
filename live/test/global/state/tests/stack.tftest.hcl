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
}

# A plan only: what is made here may not be destroyed, and a test would have to.
run "the_bucket_is_the_environments_own" {
  command = plan

  assert {
    condition     = var.state_bucket == "acme-${var.environment}-terraform-state"
    error_message = "Each environment's state is in a bucket of its own."
  }
}
