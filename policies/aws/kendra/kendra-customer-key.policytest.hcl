policytest {
  targets = ["kendra-customer-key.policy.hcl"]
}

resource "aws_kendra_index" "own" {
  attrs = { server_side_encryption_configuration = [{ kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }
}

resource "aws_kendra_index" "of_aws" {
  expect_failure = true
  attrs          = { edition = "DEVELOPER_EDITION" }
}

resource "aws_kendra_index" "without_a_key" {
  expect_failure = true
  attrs          = { server_side_encryption_configuration = [{}] }
}

# iaclint-unknown: server_side_encryption_configuration[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_kendra_index" "unknown" {
  skip  = true
  attrs = { server_side_encryption_configuration = [{ kms_key_id = "" }] }
}
