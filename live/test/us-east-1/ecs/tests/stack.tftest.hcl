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

  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/x:1"
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
  target = data.terraform_remote_state.ecr

  values = {
    outputs = {
      repository_arns = { hello-world = "arn:aws:ecr:us-east-1:123456789012:repository/hello-world" }
      repository_urls = { hello-world = "123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world" }
    }
  }
}

override_data {
  target = data.terraform_remote_state.secrets

  values = {
    outputs = {
      secret_arns = { session_signing_key = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/session_signing_key-AbCdEf" }
      kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/secrets"
    }
  }
}

variables {
  image_digests = { hello-world = "sha256:0000000000000000000000000000000000000000000000000000000000000000" }
}

run "the_service_runs_in_its_cluster" {
  assert {
    condition     = output.cluster_name == "shopping-cart-${var.environment}" && one(output.service_names) == "hello-world"
    error_message = "The alarms ask for these names."
  }

  assert {
    condition     = output.image_digests == var.image_digests
    error_message = "What was deployed is told, so that a later plan can pass it again."
  }
}

run "in_production_it_survives_the_loss_of_a_zone" {
  assert {
    condition     = alltrue([for service in var.services : var.environment != "prod" || (service.min_capacity >= 3 && service.max_capacity > service.min_capacity)])
    error_message = "prod runs a task in each of three zones, and may add more."
  }
}

run "refuses_a_tag" {
  command = plan

  variables {
    image_digests = { hello-world = "latest" }
  }

  expect_failures = [var.image_digests]
}

run "refuses_a_service_without_an_image" {
  command = plan

  variables {
    image_digests = {}
  }

  # What is missing is also missed where the definitions are rendered.
  expect_failures = [var.image_digests]
}

run "refuses_two_services_behind_one_target_group" {
  command = plan

  variables {
    image_digests = {
      first  = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      second = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
    }
    services = {
      for name in ["first", "second"] : name => {
        container_port = 80
        cpu            = 256
        memory         = 512
        min_capacity   = 1
        max_capacity   = 2
        takes_requests = true
        secrets        = []
      }
    }
  }

  expect_failures = [var.services]
}
