policytest {
  targets = ["cloudtrail-customer-key.policy.hcl"]
}

resource "aws_kms_key" "trail" {
  skip  = true
  attrs = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1234" }
}

resource "aws_cloudtrail" "own" {
  attrs = { kms_key_id = aws_kms_key.trail.attrs.arn }
}

resource "aws_cloudtrail" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
