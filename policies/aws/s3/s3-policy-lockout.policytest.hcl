policytest {
  targets = ["s3-policy-lockout.policy.hcl"]
}

resource "aws_s3_bucket_policy" "locked" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::images" } })
  }
}

resource "aws_s3_bucket_policy" "locked_too" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = { AWS = ["*"] }, Action = ["s3:PutBucketPolicy"], Resource = ["arn:aws:s3:::images", "arn:aws:s3:::images/*"] }] })
  }
}

resource "aws_s3_bucket_policy" "of_everything" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "*", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "condition" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::images", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

resource "aws_s3_bucket_policy" "some_actions" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:DeleteObject", Resource = "arn:aws:s3:::images" }] })
  }
}

resource "aws_s3_bucket_policy" "objects" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::images/private/*" }] })
  }
}

resource "aws_s3_bucket_policy" "allowed" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::images" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_s3_bucket_policy" "unknown" {
  skip  = true
  attrs = { bucket = "x" }
}

resource "aws_s3_bucket" "without" {
  attrs = { id = "x" }
}

resource "aws_s3_bucket" "inline" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }] })
  }
}
