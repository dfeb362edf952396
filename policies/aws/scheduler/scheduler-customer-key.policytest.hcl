policytest {
  targets = ["scheduler-customer-key.policy.hcl"]
}

resource "aws_scheduler_schedule" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_scheduler_schedule" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

resource "aws_scheduler_schedule" "none" {
  expect_failure = true
  attrs          = { kms_key_arn = null }
}

resource "aws_scheduler_schedule" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_scheduler_schedule" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
