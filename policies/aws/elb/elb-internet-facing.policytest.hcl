policytest {
  targets = ["elb-internet-facing.policy.hcl"]
}

resource "aws_lb" "internal" {
  attrs = { internal = true }
}

resource "aws_lb" "firewall" {
  attrs = { load_balancer_type = "gateway" }
}

resource "aws_lb" "public" {
  expect_failure = true
  attrs          = { internal = false }
}

resource "aws_lb" "unsaid" {
  expect_failure = true
  attrs          = { load_balancer_type = "network" }
}

# iaclint-unknown: internal
# iaclint-expect: undetermined
resource "aws_lb" "unknown" {
  skip  = true
  attrs = { name = "web" }
}

resource "aws_alb" "public" {
  expect_failure = true
  attrs          = { internal = false }
}
