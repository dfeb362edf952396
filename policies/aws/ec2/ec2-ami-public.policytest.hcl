policytest {
  targets = ["ec2-ami-public.policy.hcl"]
}

resource "aws_ami_launch_permission" "one_account" {
  attrs = { image_id = "ami-1", account_id = "111122223333" }
}

resource "aws_ami_launch_permission" "organization" {
  attrs = {
    image_id = "ami-1", organization_arn = "arn:aws:organizations::111122223333:organization/o-1"
  }
}

resource "aws_ami_launch_permission" "everybody" {
  expect_failure = true
  attrs          = { image_id = "ami-1", group = "all" }
}

# iaclint-unknown: group
# iaclint-expect: undetermined
resource "aws_ami_launch_permission" "unknown" {
  skip  = true
  attrs = { image_id = "ami-1" }
}
