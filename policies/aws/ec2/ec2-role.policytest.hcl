policytest {
  targets = ["ec2-role.policy.hcl"]
}

resource "aws_instance" "with_role" {
  attrs = { iam_instance_profile = "web" }
}

resource "aws_instance" "without" {
  expect_failure = true
  attrs          = { ami = "ami-1" }
}

resource "aws_instance" "empty" {
  expect_failure = true
  attrs          = { iam_instance_profile = "" }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

# iaclint-unknown: iam_instance_profile
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = { ami = "ami-1" }
}
