policytest {
  targets = ["elb-nlb-two-zones.policy.hcl"]
}

resource "aws_subnet" "a" {
  skip  = true
  attrs = { id = "subnet-1", availability_zone = "eu-west-1a" }
}

resource "aws_subnet" "a_too" {
  skip  = true
  attrs = { id = "subnet-2", availability_zone = "eu-west-1a" }
}

resource "aws_subnet" "b" {
  skip  = true
  attrs = { id = "subnet-3", availability_zone = "eu-west-1b" }
}

resource "aws_lb" "two" {
  attrs = { load_balancer_type = "network", subnets = ["subnet-1", "subnet-3"] }
}

resource "aws_lb" "mapped" {
  attrs = { load_balancer_type = "network", subnet_mapping = [{ subnet_id = "subnet-1" }, { subnet_id = "subnet-3" }] }
}

resource "aws_lb" "application" {
  attrs = { subnets = ["subnet-1"] }
}

resource "aws_lb" "elsewhere" {
  attrs = { load_balancer_type = "network", subnets = ["subnet-elsewhere", "subnet-elsewhere-too"] }
}

resource "aws_lb" "same_zone" {
  expect_failure = true
  attrs          = { load_balancer_type = "network", subnets = ["subnet-1", "subnet-2"] }
}

resource "aws_lb" "one" {
  expect_failure = true
  attrs          = { load_balancer_type = "gateway", subnets = ["subnet-elsewhere"] }
}

# iaclint-unknown: subnets
# iaclint-expect: undetermined
resource "aws_lb" "unknown" {
  skip  = true
  attrs = { load_balancer_type = "network" }
}

resource "aws_alb" "one" {
  expect_failure = true
  attrs          = { load_balancer_type = "network", subnet_mapping = [{ subnet_id = "subnet-1" }] }
}
