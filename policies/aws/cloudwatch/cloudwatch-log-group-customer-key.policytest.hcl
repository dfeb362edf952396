policytest {
  targets = ["cloudwatch-log-group-customer-key.policy.hcl"]
}

resource "aws_cloudwatch_log_group" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_cloudwatch_log_group" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

resource "aws_cloudwatch_log_group" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_cloudwatch_log_group" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
