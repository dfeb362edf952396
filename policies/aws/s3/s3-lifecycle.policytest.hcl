policytest {
  targets = ["s3-lifecycle.policy.hcl"]
}

resource "aws_s3_bucket" "with" {
  attrs = { id = "a" }
}

resource "aws_s3_bucket_lifecycle_configuration" "with" {
  skip = true
  attrs = {
    bucket = aws_s3_bucket.with.attrs.id
    rule   = [{ id = "old", status = "Enabled", expiration = [{ days = 90 }] }]
  }
}

resource "aws_s3_bucket" "inline" {
  attrs = { id = "b", lifecycle_rule = [{ enabled = true }] }
}

resource "aws_s3_bucket" "inline_off" {
  expect_failure = true
  attrs          = { id = "c", lifecycle_rule = [{ enabled = false }] }
}

resource "aws_s3_bucket" "off" {
  expect_failure = true
  attrs          = { id = "d" }
}

resource "aws_s3_bucket_lifecycle_configuration" "off" {
  skip = true
  attrs = {
    bucket = "d"
    rule   = [{ id = "old", status = "Disabled" }]
  }
}

resource "aws_s3_bucket" "without" {
  expect_failure = true
  attrs          = { id = "e" }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "f" }
}

# iaclint-unknown: rule[0].status
resource "aws_s3_bucket_lifecycle_configuration" "unknown" {
  skip = true
  attrs = {
    bucket = "f"
    rule   = [{ id = "old", status = "Enabled" }]
  }
}
