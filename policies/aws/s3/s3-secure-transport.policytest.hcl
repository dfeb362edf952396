policytest {
  targets = ["s3-secure-transport.policy.hcl"]
}

resource "aws_s3_bucket" "strict" {
  attrs = { id = "images" }
}

resource "aws_s3_bucket_policy" "strict" {
  skip = true
  attrs = {
    bucket = aws_s3_bucket.strict.attrs.id
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

resource "aws_s3_bucket" "inline" {
  attrs = {
    id     = "old"
    policy = core::jsonencode({ Statement = { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "AWS:SecureTransport" = [false] } } } })
  }
}

resource "aws_s3_bucket" "without_policy" {
  expect_failure = true
  attrs          = { id = "uploads" }
}

resource "aws_s3_bucket" "other_policy" {
  expect_failure = true
  attrs          = { id = "downloads" }
}

resource "aws_s3_bucket_policy" "other" {
  skip = true
  attrs = {
    bucket = "downloads"
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  }
}

resource "aws_s3_bucket" "allows_encrypted" {
  expect_failure = true
  attrs          = { id = "reports" }
}

resource "aws_s3_bucket_policy" "allows_encrypted" {
  skip = true
  attrs = {
    bucket = "reports"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "mystery" }
}

# iaclint-unknown: policy
resource "aws_s3_bucket_policy" "unknown" {
  skip  = true
  attrs = { bucket = "mystery", policy = "" }
}
