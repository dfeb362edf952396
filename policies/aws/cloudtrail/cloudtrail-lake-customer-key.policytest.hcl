policytest {
  targets = ["cloudtrail-lake-customer-key.policy.hcl"]
}

resource "aws_kms_key" "lake" {
  skip  = true
  attrs = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1234" }
}

resource "aws_cloudtrail_event_data_store" "own" {
  attrs = { kms_key_id = aws_kms_key.lake.attrs.arn }
}

resource "aws_cloudtrail_event_data_store" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}

resource "aws_cloudtrail_event_data_store" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_cloudtrail_event_data_store" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
