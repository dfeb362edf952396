policytest {
  targets = ["ec2-ebs-default-encryption.policy.hcl"]
}

resource "aws_ebs_encryption_by_default" "on" {
  attrs = { enabled = true }
}

resource "aws_ebs_encryption_by_default" "left_out" {
  attrs = {}
}

resource "aws_ebs_encryption_by_default" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}

# iaclint-unknown: enabled
# iaclint-expect: undetermined
resource "aws_ebs_encryption_by_default" "unknown" {
  skip  = true
  attrs = {}
}
