policytest {
  targets = ["s3-mfa-delete.policy.hcl"]
}

resource "aws_s3_bucket_versioning" "with" {
  attrs = {
    bucket                   = "images"
    versioning_configuration = [{ status = "Enabled", mfa_delete = "Enabled" }]
  }
}

resource "aws_s3_bucket_versioning" "without" {
  expect_failure = true
  attrs = {
    bucket                   = "uploads"
    versioning_configuration = [{ status = "Enabled", mfa_delete = "Disabled" }]
  }
}

resource "aws_s3_bucket_versioning" "unsaid" {
  expect_failure = true
  attrs = {
    bucket                   = "logs"
    versioning_configuration = [{ status = "Enabled" }]
  }
}

resource "aws_s3_bucket_versioning" "not_versioned" {
  attrs = {
    bucket                   = "scratch"
    versioning_configuration = [{ status = "Suspended" }]
  }
}

resource "aws_s3_bucket_versioning" "lifecycle" {
  attrs = {
    bucket                   = "reports"
    versioning_configuration = [{ status = "Enabled" }]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle" {
  skip  = true
  attrs = { bucket = aws_s3_bucket_versioning.lifecycle.attrs.bucket }
}

# iaclint-unknown: versioning_configuration[0].mfa_delete
# iaclint-expect: undetermined
resource "aws_s3_bucket_versioning" "unknown" {
  skip = true
  attrs = {
    bucket                   = "mystery"
    versioning_configuration = [{ status = "Enabled" }]
  }
}

resource "aws_s3_bucket" "inline_with" {
  attrs = { versioning = [{ enabled = true, mfa_delete = true }] }
}

resource "aws_s3_bucket" "inline_without" {
  expect_failure = true
  attrs          = { versioning = [{ enabled = true }] }
}

resource "aws_s3_bucket" "inline_lifecycle" {
  attrs = {
    versioning     = [{ enabled = true }]
    lifecycle_rule = [{ enabled = true }]
  }
}

resource "aws_s3_bucket" "nothing_inline" {
  attrs = { bucket = "plain" }
}
