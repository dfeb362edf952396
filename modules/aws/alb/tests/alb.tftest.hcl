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
    defaults = { arn = "arn:aws:s3:::shop-alb-logs-123456789012" }
  }
}

variables {
  name              = "shop"
  vpc_id            = "vpc-1"
  public_subnet_ids = ["subnet-1", "subnet-2"]
}

run "plain_http_forwards" {
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "forward" && aws_lb_listener.http.default_action[0].target_group_arn == aws_lb_target_group.tasks.arn
    error_message = "Without a certificate, HTTP is forwarded to the tasks."
  }

  assert {
    condition     = length(aws_lb_listener.https) == 0 && keys(aws_vpc_security_group_ingress_rule.world) == ["80"]
    error_message = "Without a certificate nothing listens on 443, and nothing is open there."
  }
}

run "with_a_certificate_http_only_redirects" {
  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.http.default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "HTTP is redirected for good, and serves nothing."
  }

  assert {
    condition     = aws_lb_listener.https[0].default_action[0].target_group_arn == aws_lb_target_group.tasks.arn && aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "HTTPS is forwarded to the tasks, with TLS 1.2 at least."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.world) == ["443", "80"]
    error_message = "Both listeners' ports are open."
  }
}

run "tasks_are_targets_by_address_with_a_real_check" {
  assert {
    condition     = aws_lb_target_group.tasks.target_type == "ip" && aws_lb_target_group.tasks.port == 80
    error_message = "Fargate tasks have addresses, not instances."
  }

  assert {
    condition     = aws_lb_target_group.tasks.health_check[0].path == "/healthz" && aws_lb_target_group.tasks.health_check[0].matcher == "200"
    error_message = "A target is healthy when its own health path answers 200, not when anything answers."
  }

  assert {
    condition     = aws_lb_target_group.tasks.health_check[0].timeout < aws_lb_target_group.tasks.health_check[0].interval
    error_message = "A check must end before the next one begins."
  }

  assert {
    condition     = aws_lb_target_group.tasks.deregistration_delay == "30"
    error_message = "Five minutes, AWS's default, would slow down each deployment by as much."
  }
}

run "the_balancer_faces_the_internet_and_is_hardened" {
  assert {
    condition     = aws_lb.this.internal == false && aws_lb.this.subnets == toset(["subnet-1", "subnet-2"])
    error_message = "The load balancer is public and stands in the subnets given."
  }

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.enable_deletion_protection
    error_message = "Malformed headers are dropped, and the load balancer is protected by default."
  }

  assert {
    condition     = aws_lb.this.enable_zonal_shift
    error_message = "Traffic can be shifted away from a zone."
  }

  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.access_logs[0].bucket == aws_s3_bucket.logs.id
    error_message = "Requests are logged to the module's bucket."
  }
}

run "the_log_bucket_is_private_and_takes_logs_from_here_only" {
  assert {
    condition     = aws_s3_bucket_public_access_block.logs.block_public_acls && aws_s3_bucket_public_access_block.logs.block_public_policy && aws_s3_bucket_public_access_block.logs.ignore_public_acls && aws_s3_bucket_public_access_block.logs.restrict_public_buckets
    error_message = "The bucket of logs is not public in any way."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.logs.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "With any other encryption the load balancer cannot write."
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.logs.statement : statement.sid] == ["LoadBalancerWrites", "OnlyTls"] && one(one(data.aws_iam_policy_document.logs.statement[0].condition).values) == "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*"
    error_message = "Only this account's load balancers write, and nobody reads without TLS."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration).days == 365 && aws_s3_bucket.logs.force_destroy == false
    error_message = "Logs are kept for a year, and not deleted with the bucket, by default."
  }
}

run "refuses_one_subnet" {
  command = plan

  variables {
    public_subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.public_subnet_ids]
}

run "refuses_a_name_that_aws_would_refuse" {
  command = plan

  variables {
    name = "a-name-of-more-than-thirty-two-characters"
  }

  expect_failures = [var.name]
}

run "refuses_an_old_tls_policy" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.ssl_policy]
}

run "refuses_a_certificate_that_is_none" {
  command = plan

  variables {
    certificate_arn = "shop.example.com"
  }

  expect_failures = [var.certificate_arn]
}

run "refuses_a_path_without_slash" {
  command = plan

  variables {
    health_check_path = "healthz"
  }

  expect_failures = [var.health_check_path]
}
