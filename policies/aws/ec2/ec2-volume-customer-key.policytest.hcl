policytest {
  targets = ["ec2-volume-customer-key.policy.hcl"]
}

resource "aws_ebs_volume" "own" {
  attrs = { encrypted = true, kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_ebs_volume" "of_aws" {
  expect_failure = true
  attrs          = { encrypted = true }
}

resource "aws_ebs_volume" "empty" {
  expect_failure = true
  attrs          = { encrypted = true, kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_ebs_volume" "unknown" {
  skip  = true
  attrs = { encrypted = true, kms_key_id = "" }
}

resource "aws_ebs_volume" "from_snapshot" {
  attrs = { snapshot_id = "snap-1" }
}
