policytest {
  targets = ["timestream-customer-key.policy.hcl"]
}

resource "aws_timestreamwrite_database" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_timestreamwrite_database" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

resource "aws_timestreamwrite_database" "unsaid" {
  expect_failure = true
  attrs          = { database_name = "sensors" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_timestreamwrite_database" "unknown" {
  skip  = true
  attrs = { database_name = "sensors" }
}
