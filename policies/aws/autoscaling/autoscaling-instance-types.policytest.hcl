policytest {
  targets = ["autoscaling-instance-types.policy.hcl"]
}

resource "aws_autoscaling_group" "two" {
  attrs = {
    mixed_instances_policy = [{
      launch_template = [{ override = [{ instance_type = "m6i.large" }, { instance_type = "m7i.large" }] }]
    }]
  }
}

resource "aws_autoscaling_group" "requirements" {
  attrs = {
    mixed_instances_policy = [{
      launch_template = [{ override = [{ instance_type = null, instance_requirements = [{ vcpu_count = [{ min = 2 }] }] }] }]
    }]
  }
}

resource "aws_autoscaling_group" "plain" {
  expect_failure = true
  attrs          = { launch_template = [{ id = "lt-1" }], mixed_instances_policy = [] }
}

resource "aws_autoscaling_group" "same_twice" {
  expect_failure = true
  attrs = {
    mixed_instances_policy = [{
      launch_template = [{ override = [{ instance_type = "m6i.large" }, { instance_type = "m6i.large" }] }]
    }]
  }
}

# iaclint-unknown: mixed_instances_policy
# iaclint-expect: undetermined
resource "aws_autoscaling_group" "unknown" {
  skip  = true
  attrs = { min_size = 1 }
}
