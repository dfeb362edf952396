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

  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:sns:us-east-1:123456789012:x"
    }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = {
      arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:x"
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

override_data {
  target = data.terraform_remote_state.alb

  values = {
    outputs = {
      alb_arn_suffix          = "app/shop/1"
      target_group_arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tasks/1"
      target_group_arn_suffix = "targetgroup/tasks/1"
      security_group_id       = "sg-alb"
    }
  }
}

override_data {
  target = data.terraform_remote_state.ecs

  values = {
    outputs = {
      cluster_name  = "shop"
      service_names = ["hello-world"]
    }
  }
}

run "watches_everything_that_the_other_stacks_made" {
  assert {
    condition = output.alarm_names == sort([for alarm in [
      "elb-5xx", "target-5xx", "latency", "unhealthy-hosts", "healthy-hosts",
      "hello-world-cpu", "hello-world-memory", "hello-world-running-tasks",
      "nat-drops-us-east-1a", "nat-drops-us-east-1b", "nat-ports-us-east-1a", "nat-ports-us-east-1b",
    ] : "shopping-cart-${var.environment}-${alarm}"])
    error_message = "The load balancer, the service and every NAT gateway are watched."
  }
}

run "in_production_one_task_is_too_few" {
  assert {
    condition     = var.environment != "prod" || var.min_healthy_hosts >= 2
    error_message = "prod tells before the last task goes."
  }
}
