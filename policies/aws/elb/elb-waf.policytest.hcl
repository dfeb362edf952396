policytest {
  targets = ["elb-waf.policy.hcl"]
}

resource "aws_lb" "guarded" {
  attrs = { arn = "arn:1" }
}

resource "aws_wafv2_web_acl_association" "guarded" {
  skip  = true
  attrs = { resource_arn = aws_lb.guarded.attrs.arn, web_acl_arn = "arn:acl" }
}

resource "aws_lb" "classic" {
  attrs = { arn = "arn:2" }
}

resource "aws_wafregional_web_acl_association" "classic" {
  skip  = true
  attrs = { resource_arn = aws_lb.classic.attrs.arn, web_acl_id = "acl" }
}

resource "aws_lb" "internal" {
  attrs = { arn = "arn:3", internal = true }
}

resource "aws_lb" "network" {
  attrs = { arn = "arn:4", load_balancer_type = "network" }
}

resource "aws_lb" "open" {
  expect_failure = true
  attrs          = { arn = "arn:5", internal = false }
}

resource "aws_alb" "open" {
  expect_failure = true
  attrs          = { arn = "arn:6" }
}

# iaclint-unknown: internal
# iaclint-expect: undetermined
resource "aws_lb" "unknown" {
  skip  = true
  attrs = { arn = "arn:7" }
}
