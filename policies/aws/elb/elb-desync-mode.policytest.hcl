policytest {
  targets = ["elb-desync-mode.policy.hcl"]
}

resource "aws_lb" "strictest" {
  attrs = { desync_mitigation_mode = "strictest" }
}

resource "aws_lb" "unsaid" {
  attrs = { name = "web" }
}

resource "aws_lb" "network" {
  attrs = { load_balancer_type = "network", desync_mitigation_mode = null }
}

resource "aws_lb" "monitor" {
  expect_failure = true
  attrs          = { desync_mitigation_mode = "monitor" }
}

# iaclint-unknown: desync_mitigation_mode
# iaclint-expect: undetermined
resource "aws_lb" "unknown" {
  skip  = true
  attrs = { name = "web" }
}

resource "aws_alb" "monitor" {
  expect_failure = true
  attrs          = { desync_mitigation_mode = "monitor" }
}

resource "aws_elb" "monitor" {
  expect_failure = true
  attrs          = { desync_mitigation_mode = "monitor" }
}
