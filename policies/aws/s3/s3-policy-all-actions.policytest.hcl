policytest {
  targets = ["s3-policy-all-actions.policy.hcl"]
}

resource "aws_s3_bucket_policy" "narrow" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["s3:GetObject", "s3:PutObject"], Resource = "*" } })
  }
}

resource "aws_s3_bucket_policy" "all" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "S3:*", Resource = "*" } })
  }
}

resource "aws_s3_bucket_policy" "star_in_a_list" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["s3:GetObject", "*"], Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }] })
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
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "s3:*", Resource = "*" }] })
  }
}
