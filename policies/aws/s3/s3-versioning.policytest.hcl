policytest {
  targets = ["s3-versioning.policy.hcl"]
}

resource "aws_s3_bucket" "versioned" {
  attrs = { id = "images" }
}

resource "aws_s3_bucket_versioning" "versioned" {
  skip = true
  attrs = {
    bucket                   = aws_s3_bucket.versioned.attrs.id
    versioning_configuration = [{ status = "Enabled" }]
  }
}

resource "aws_s3_bucket" "inline" {
  attrs = {
    id         = "old"
    versioning = [{ enabled = true }]
  }
}

resource "aws_s3_bucket" "suspended" {
  expect_failure = true
  attrs          = { id = "uploads" }
}

resource "aws_s3_bucket_versioning" "suspended" {
  skip = true
  attrs = {
    bucket                   = "uploads"
    versioning_configuration = [{ status = "Suspended" }]
  }
}

resource "aws_s3_bucket" "missing" {
  expect_failure = true
  attrs          = { id = "logs" }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "mystery" }
}

# iaclint-unknown: versioning_configuration[0].status
resource "aws_s3_bucket_versioning" "unknown" {
  skip = true
  attrs = {
    bucket                   = "mystery"
    versioning_configuration = [{ status = "Enabled" }]
  }
}
