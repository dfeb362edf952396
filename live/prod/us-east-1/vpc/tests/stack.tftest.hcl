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

  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/role"
    }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    }
  }
}

run "every_zone_has_both_kinds_of_subnet" {
  assert {
    condition     = length(output.public_subnet_ids) == length(var.availability_zones) && length(output.private_subnet_ids) == length(var.availability_zones)
    error_message = "Each zone has a public and a private subnet."
  }
}

run "in_production_no_zone_depends_on_another" {
  assert {
    condition     = var.environment != "prod" || (length(var.availability_zones) >= 3 && join(" ", keys(output.nat_gateway_ids)) == join(" ", var.availability_zones))
    error_message = "prod has three zones at least, and a NAT gateway in each."
  }

  assert {
    condition     = length(output.nat_gateway_ids) >= 1
    error_message = "There is a way out."
  }
}

run "refuses_an_environment_that_is_none" {
  command = plan

  variables {
    environment = "production"
  }

  expect_failures = [var.environment]
}
