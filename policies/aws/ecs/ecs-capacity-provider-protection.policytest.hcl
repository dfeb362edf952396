policytest {
  targets = ["ecs-capacity-provider-protection.policy.hcl"]
}

resource "aws_ecs_capacity_provider" "protected" {
  attrs = { auto_scaling_group_provider = [{ managed_termination_protection = "ENABLED" }] }
}

resource "aws_ecs_capacity_provider" "off" {
  expect_failure = true
  attrs          = { auto_scaling_group_provider = [{ managed_termination_protection = "DISABLED" }] }
}

resource "aws_ecs_capacity_provider" "unsaid" {
  expect_failure = true
  attrs          = { auto_scaling_group_provider = [{ auto_scaling_group_arn = "arn:asg" }] }
}

# iaclint-unknown: auto_scaling_group_provider[0].managed_termination_protection
# iaclint-expect: undetermined
resource "aws_ecs_capacity_provider" "unknown" {
  skip  = true
  attrs = { auto_scaling_group_provider = [{ managed_termination_protection = "" }] }
}
