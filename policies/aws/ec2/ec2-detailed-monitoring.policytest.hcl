policytest {
  targets = ["ec2-detailed-monitoring.policy.hcl"]
}

resource "aws_instance" "detailed" {
  attrs = { monitoring = true }
}

resource "aws_instance" "basic" {
  expect_failure = true
  attrs          = { monitoring = false }
}

resource "aws_instance" "left_out" {
  expect_failure = true
  attrs          = { ami = "ami-1" }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

# iaclint-unknown: monitoring
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = { ami = "ami-1" }
}

resource "aws_launch_template" "detailed" {
  attrs = { monitoring = [{ enabled = true }] }
}

resource "aws_launch_template" "basic" {
  expect_failure = true
  attrs          = { monitoring = [{ enabled = false }] }
}

resource "aws_launch_template" "left_out" {
  expect_failure = true
  attrs          = { image_id = "ami-1" }
}

# iaclint-unknown: monitoring[0].enabled
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = { monitoring = [{ enabled = true }] }
}
