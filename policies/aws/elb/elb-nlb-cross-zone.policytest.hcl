policytest {
  targets = ["elb-nlb-cross-zone.policy.hcl"]
}

resource "aws_lb" "across" {
  attrs = { load_balancer_type = "network", enable_cross_zone_load_balancing = true }
}

resource "aws_lb" "application" {
  attrs = { load_balancer_type = "application", enable_cross_zone_load_balancing = null }
}

resource "aws_lb" "unsaid_type" {
  attrs = { name = "web" }
}

resource "aws_lb" "off" {
  expect_failure = true
  attrs          = { load_balancer_type = "network", enable_cross_zone_load_balancing = false }
}

resource "aws_lb" "unsaid" {
  expect_failure = true
  attrs          = { load_balancer_type = "gateway" }
}

# iaclint-unknown: enable_cross_zone_load_balancing
# iaclint-expect: undetermined
resource "aws_lb" "unknown" {
  skip  = true
  attrs = { load_balancer_type = "network" }
}

resource "aws_alb" "off" {
  expect_failure = true
  attrs          = { load_balancer_type = "network" }
}
