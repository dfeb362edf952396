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

  mock_resource "aws_lb" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/0123456789abcdef"
      arn_suffix = "app/shop/0123456789abcdef"
    }
  }

  mock_resource "aws_lb_target_group" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tasks/0123456789abcdef"
      arn_suffix = "targetgroup/tasks/0123456789abcdef"
    }
  }

  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:s3:::logs"
    }
  }
}

override_data {
  target = data.terraform_remote_state.vpc

  values = {
    outputs = {
      vpc_id             = "vpc-1"
      public_subnet_ids  = ["subnet-1", "subnet-2", "subnet-3"]
      private_subnet_ids = ["subnet-4", "subnet-5", "subnet-6"]
      nat_gateway_ids    = { us-east-1a = "nat-a", us-east-1b = "nat-b" }
    }
  }
}

run "tells_the_other_stacks_what_they_ask_for" {
  assert {
    condition     = startswith(output.alb_arn_suffix, "app/") && startswith(output.target_group_arn_suffix, "targetgroup/")
    error_message = "Alarms and autoscaling need the suffixes, not the ARNs."
  }

  assert {
    condition     = output.security_group_id != "" && output.dns_name != ""
    error_message = "The tasks need the group, the smoke test the name."
  }
}

run "in_production_it_is_protected" {
  assert {
    condition     = var.environment != "prod" || (var.deletion_protection && !var.access_log_force_destroy && var.access_log_retention_days >= 365)
    error_message = "prod's load balancer and its logs are not deleted by mistake."
  }
}
