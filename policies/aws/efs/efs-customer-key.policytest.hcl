policytest {
  targets = ["efs-customer-key.policy.hcl"]
}

resource "aws_efs_file_system" "own" {
  attrs = { encrypted = true, kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_efs_file_system" "of_aws" {
  expect_failure = true
  attrs          = { encrypted = true }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_efs_file_system" "unknown" {
  skip  = true
  attrs = { encrypted = true }
}
