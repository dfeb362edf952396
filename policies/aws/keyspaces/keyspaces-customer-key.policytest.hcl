policytest {
  targets = ["keyspaces-customer-key.policy.hcl"]
}

resource "aws_keyspaces_table" "own" {
  attrs = { encryption_specification = [{ type = "CUSTOMER_MANAGED_KMS_KEY", kms_key_identifier = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_keyspaces_table" "of_aws" {
  expect_failure = true
  attrs          = { encryption_specification = [{ type = "AWS_OWNED_KMS_KEY" }] }
}

resource "aws_keyspaces_table" "not_used" {
  expect_failure = true
  attrs          = { encryption_specification = [{ type = "AWS_OWNED_KMS_KEY", kms_key_identifier = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_keyspaces_table" "unsaid" {
  expect_failure = true
  attrs          = { table_name = "visits" }
}

# iaclint-unknown: encryption_specification[0].kms_key_identifier
# iaclint-expect: undetermined
resource "aws_keyspaces_table" "unknown" {
  skip  = true
  attrs = { encryption_specification = [{ type = "CUSTOMER_MANAGED_KMS_KEY" }] }
}
