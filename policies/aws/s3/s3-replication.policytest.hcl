policytest {
  targets = ["s3-replication.policy.hcl"]
}

resource "aws_s3_bucket" "copied" {
  attrs = { id = "a" }
}

resource "aws_s3_bucket_replication_configuration" "copied" {
  skip = true
  attrs = {
    bucket = aws_s3_bucket.copied.attrs.id
    rule   = [{ status = "Disabled" }, { status = "Enabled" }]
  }
}

resource "aws_s3_bucket" "inline" {
  attrs = { id = "b", replication_configuration = [{ rules = [{ status = "Enabled" }] }] }
}

resource "aws_s3_bucket" "off" {
  expect_failure = true
  attrs          = { id = "c" }
}

resource "aws_s3_bucket_replication_configuration" "off" {
  skip = true
  attrs = {
    bucket = "c"
    rule   = [{ status = "Disabled" }]
  }
}

resource "aws_s3_bucket" "without" {
  expect_failure = true
  attrs          = { id = "d" }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "e" }
}

# iaclint-unknown: rule[0].status
resource "aws_s3_bucket_replication_configuration" "unknown" {
  skip = true
  attrs = {
    bucket = "e"
    rule   = [{ status = "Enabled" }]
  }
}
