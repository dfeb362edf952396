policytest {
  targets = ["ec2-copy-customer-key.policy.hcl"]
}

resource "aws_ebs_snapshot_copy" "own" {
  attrs = { encrypted = true, kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_ebs_snapshot_copy" "of_aws" {
  expect_failure = true
  attrs          = { encrypted = true }
}

resource "aws_ebs_snapshot_copy" "empty" {
  expect_failure = true
  attrs          = { encrypted = true, kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_ebs_snapshot_copy" "unknown" {
  skip  = true
  attrs = { encrypted = true, kms_key_id = "" }
}

resource "aws_ami_copy" "own" {
  attrs = { encrypted = true, kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_ami_copy" "of_aws" {
  expect_failure = true
  attrs          = { encrypted = true }
}

resource "aws_ami_copy" "empty" {
  expect_failure = true
  attrs          = { encrypted = true, kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_ami_copy" "unknown" {
  skip  = true
  attrs = { encrypted = true, kms_key_id = "" }
}
