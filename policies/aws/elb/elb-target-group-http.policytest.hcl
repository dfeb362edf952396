policytest {
  targets = ["elb-target-group-http.policy.hcl"]
}

resource "aws_lb_target_group" "https" {
  attrs = { protocol = "HTTPS", target_type = "ip" }
}

resource "aws_lb_target_group" "passed_through" {
  attrs = { protocol = "TCP" }
}

resource "aws_lb_target_group" "function" {
  attrs = { target_type = "lambda", protocol = null }
}

resource "aws_lb_target_group" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", target_type = "ip" }
}

# iaclint-unknown: protocol
# iaclint-expect: undetermined
resource "aws_lb_target_group" "unknown" {
  skip  = true
  attrs = { target_type = "ip" }
}

resource "aws_alb_target_group" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTP" }
}
