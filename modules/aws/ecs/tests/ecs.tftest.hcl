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


  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/shop/api" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/shop" }
  }

  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-api:1" }
  }
}

variables {
  name                  = "shop"
  vpc_id                = "vpc-1"
  private_subnet_ids    = ["subnet-1", "subnet-2"]
  alb_security_group_id = "sg-alb"

  services = {
    api = {
      container_definitions = "[{\"name\":\"api\",\"image\":\"example\"}]"
      container_port        = 80
      log_group_name        = "/ecs/shop/api"
      repository_arn        = "arn:aws:ecr:us-east-1:123456789012:repository/api"
      cpu                   = 256
      memory                = 512
      min_capacity          = 2
      max_capacity          = 6
      secret_arns           = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/key-AbCdEf"]
      secret_key_arns       = ["arn:aws:kms:us-east-1:123456789012:key/secrets"]
      load_balancer = {
        target_group_arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tasks/1"
        target_group_arn_suffix = "targetgroup/tasks/1"
        alb_arn_suffix          = "app/shop/1"
      }
    }
    worker = {
      container_definitions = "[{\"name\":\"worker\",\"image\":\"example\"}]"
      container_port        = 8080
      log_group_name        = "/ecs/shop/worker"
      repository_arn        = "arn:aws:ecr:us-east-1:123456789012:repository/worker"
      cpu                   = 512
      memory                = 1024
      min_capacity          = 1
      max_capacity          = 1
      task_policy           = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }
}

run "tasks_run_in_private_subnets_without_public_addresses" {
  assert {
    condition     = alltrue([for service in aws_ecs_service.this : service.network_configuration[0].subnets == toset(["subnet-1", "subnet-2"]) && service.network_configuration[0].assign_public_ip == false])
    error_message = "Every service uses all private subnets and no public address."
  }

  assert {
    condition     = alltrue([for name, service in aws_ecs_service.this : service.network_configuration[0].security_groups == toset([aws_security_group.tasks[name].id])])
    error_message = "Every service has a group of its own."
  }
}

run "only_the_load_balancer_reaches_the_tasks" {
  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.tasks_from_alb) == ["api"]
    error_message = "A service behind no load balancer lets nobody in."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.tasks_from_alb["api"].referenced_security_group_id == "sg-alb" && aws_vpc_security_group_ingress_rule.tasks_from_alb["api"].from_port == 80 && aws_vpc_security_group_ingress_rule.tasks_from_alb["api"].to_port == 80
    error_message = "Tasks take the container's port from the load balancer's group."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.alb_to_tasks["api"].security_group_id == "sg-alb" && aws_vpc_security_group_egress_rule.alb_to_tasks["api"].referenced_security_group_id == aws_security_group.tasks["api"].id && aws_vpc_security_group_egress_rule.alb_to_tasks["api"].from_port == 80
    error_message = "The load balancer's group lets out to the tasks: without this every target is unhealthy."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.tasks_https) == ["api", "worker"] && alltrue([for rule in aws_vpc_security_group_egress_rule.tasks_https : rule.from_port == 443 && rule.to_port == 443])
    error_message = "Every task gets out by HTTPS and by nothing else."
  }
}

run "a_bad_deployment_is_rolled_back_and_a_good_one_costs_no_capacity" {
  assert {
    condition     = alltrue([for service in aws_ecs_service.this : service.deployment_circuit_breaker[0].enable && service.deployment_circuit_breaker[0].rollback])
    error_message = "Tasks that do not start bring the old version back."
  }

  assert {
    condition     = aws_ecs_service.this["api"].alarms[0].enable && aws_ecs_service.this["api"].alarms[0].rollback && aws_ecs_service.this["api"].alarms[0].alarm_names == toset([aws_cloudwatch_metric_alarm.deployment["api"].alarm_name])
    error_message = "Tasks that answer with errors bring the old version back."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.deployment["api"].dimensions == tomap({ LoadBalancer = "app/shop/1", TargetGroup = "targetgroup/tasks/1" })
    error_message = "The alarm watches this service's target group."
  }

  assert {
    condition     = length(aws_ecs_service.this["worker"].alarms) == 0 && length(aws_ecs_service.this["worker"].load_balancer) == 0
    error_message = "A service behind no load balancer has none of its alarms."
  }

  assert {
    condition     = alltrue([for service in aws_ecs_service.this : service.deployment_minimum_healthy_percent == 100 && service.deployment_maximum_percent == 200])
    error_message = "New tasks come before old ones go."
  }
}

run "the_service_takes_requests_on_the_containers_port" {
  assert {
    condition     = one(aws_ecs_service.this["api"].load_balancer).container_name == "api" && one(aws_ecs_service.this["api"].load_balancer).container_port == 80 && aws_ecs_service.this["api"].health_check_grace_period_seconds == 60
    error_message = "The container with the service's name is registered, with time to start."
  }
}

run "it_scales_by_processor_and_by_requests" {
  assert {
    condition     = aws_appautoscaling_target.this["api"].min_capacity == 2 && aws_appautoscaling_target.this["api"].max_capacity == 6 && aws_appautoscaling_target.this["api"].resource_id == "service/shop/api"
    error_message = "The target names this cluster and service, and its bounds."
  }

  assert {
    condition     = keys(aws_appautoscaling_policy.cpu) == ["api", "worker"] && keys(aws_appautoscaling_policy.requests) == ["api"]
    error_message = "Every service follows its processor use; the one behind the load balancer its requests too."
  }

  assert {
    condition     = aws_appautoscaling_policy.requests["api"].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/shop/1/targetgroup/tasks/1"
    error_message = "The label joins the load balancer's and the target group's suffix."
  }
}

run "the_execution_role_may_do_only_what_starting_this_service_needs" {
  assert {
    condition = { for statement in data.aws_iam_policy_document.execution["api"].statement : statement.sid => one(statement.resources) } == {
      LogInToEcr     = "*"
      PullImage      = "arn:aws:ecr:us-east-1:123456789012:repository/api"
      WriteLogs      = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/shop/api:*"
      ReadSecrets    = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/key-AbCdEf"
      DecryptSecrets = "arn:aws:kms:us-east-1:123456789012:key/secrets"
    }
    error_message = "One repository, one log group, the secrets named and their key."
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.execution["worker"].statement : statement.sid] == ["LogInToEcr", "PullImage", "WriteLogs"]
    error_message = "A service without secrets may read none."
  }

  assert {
    condition     = alltrue([for definition in aws_ecs_task_definition.this : definition.execution_role_arn != null && definition.task_role_arn != null])
    error_message = "Both roles are set."
  }

  assert {
    condition     = keys(aws_iam_role_policy.task) == ["worker"]
    error_message = "The code itself may do nothing unless task_policy says so."
  }
}

run "roles_carry_the_boundary" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in concat(values(aws_iam_role.execution), values(aws_iam_role.task)) : role.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"])
    error_message = "Without the boundary the pipeline may not create the roles."
  }
}

run "logs_are_kept_encrypted_and_insights_are_on" {
  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 365 && group.kms_key_id == aws_kms_key.logs.arn])
    error_message = "Every log group has a retention and the module's key."
  }

  assert {
    condition     = one(aws_ecs_cluster.this.setting).name == "containerInsights" && one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "Without container insights nobody knows how many tasks run."
  }
}

run "fargate_is_told_what_it_needs" {
  assert {
    condition     = alltrue([for definition in aws_ecs_task_definition.this : definition.network_mode == "awsvpc" && definition.requires_compatibilities == toset(["FARGATE"])])
    error_message = "Fargate needs awsvpc."
  }

  assert {
    condition     = alltrue([for service in aws_ecs_service.this : service.launch_type == "FARGATE" && service.platform_version == "LATEST"])
    error_message = "Old platform versions know no systemControls."
  }
}

run "refuses_one_subnet" {
  command = plan

  variables {
    private_subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.private_subnet_ids]
}

run "refuses_a_size_that_fargate_does_not_have" {
  command = plan

  variables {
    services = {
      api = {
        container_definitions = "[{\"name\":\"api\",\"image\":\"example\"}]"
        container_port        = 80
        log_group_name        = "/ecs/shop/api"
        repository_arn        = "arn:aws:ecr:us-east-1:123456789012:repository/api"
        cpu                   = 256
        memory                = 4096
        min_capacity          = 1
        max_capacity          = 1
      }
    }
  }

  expect_failures = [var.services]
}

run "refuses_definitions_that_are_not_an_array" {
  command = plan

  variables {
    services = {
      api = {
        container_definitions = "{\"name\":\"api\"}"
        container_port        = 80
        log_group_name        = "/ecs/shop/api"
        repository_arn        = "arn:aws:ecr:us-east-1:123456789012:repository/api"
        cpu                   = 256
        memory                = 512
        min_capacity          = 1
        max_capacity          = 1
      }
    }
  }

  expect_failures = [var.services]
}

run "refuses_bounds_the_wrong_way_round" {
  command = plan

  variables {
    services = {
      api = {
        container_definitions = "[{\"name\":\"api\",\"image\":\"example\"}]"
        container_port        = 80
        log_group_name        = "/ecs/shop/api"
        repository_arn        = "arn:aws:ecr:us-east-1:123456789012:repository/api"
        cpu                   = 256
        memory                = 512
        min_capacity          = 4
        max_capacity          = 2
      }
    }
  }

  expect_failures = [var.services]
}
