policytest {
  targets = ["s3-event-notifications.policy.hcl"]
}

resource "aws_s3_bucket" "with" {
  attrs = { id = "a" }
}

resource "aws_s3_bucket_notification" "with" {
  skip  = true
  attrs = { bucket = aws_s3_bucket.with.attrs.id, eventbridge = true }
}

# iaclint-unknown: id
# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "c" }
}

resource "aws_s3_bucket" "without" {
  expect_failure = true
  attrs          = { id = "b" }
}
