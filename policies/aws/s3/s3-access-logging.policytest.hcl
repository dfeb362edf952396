policytest {
  targets = ["s3-access-logging.policy.hcl"]
}

resource "aws_s3_bucket" "logged" {
  attrs = { id = "images" }
}

resource "aws_s3_bucket_logging" "logged" {
  skip = true
  attrs = {
    bucket        = aws_s3_bucket.logged.attrs.id
    target_bucket = aws_s3_bucket.target.attrs.id
  }
}

resource "aws_s3_bucket" "target" {
  attrs = { id = "access-logs" }
}

resource "aws_s3_bucket" "inline" {
  attrs = {
    id      = "old"
    logging = [{ target_bucket = "elsewhere" }]
  }
}

resource "aws_s3_bucket" "delivery" {
  attrs = {
    id  = "old-logs"
    acl = "log-delivery-write"
  }
}

resource "aws_s3_bucket" "not_logged" {
  expect_failure = true
  attrs          = { id = "uploads" }
}

resource "aws_s3_bucket" "other_acl" {
  expect_failure = true
  attrs = {
    id      = "downloads"
    acl     = "private"
    logging = []
  }
}

# iaclint-unknown: logging
# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip = true
  attrs = {
    id = "mystery"
  }
}
