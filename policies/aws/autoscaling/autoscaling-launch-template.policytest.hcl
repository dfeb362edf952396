policytest {
  targets = ["autoscaling-launch-template.policy.hcl"]
}

resource "aws_autoscaling_group" "template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

resource "aws_autoscaling_group" "mixed" {
  attrs = { launch_configuration = null, mixed_instances_policy = [{ launch_template = [{}] }] }
}

resource "aws_autoscaling_group" "configuration" {
  expect_failure = true
  attrs          = { launch_configuration = "web-1" }
}

# iaclint-unknown: launch_configuration
# iaclint-expect: undetermined
resource "aws_autoscaling_group" "unknown" {
  skip  = true
  attrs = { min_size = 1 }
}
