policytest {
  targets = ["s3-policy-any-principal.policy.hcl"]
}

resource "aws_s3_bucket_policy" "account" {
  attrs = {
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "denied" {
  attrs = {
    policy = core::jsonencode({
      Statement = { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }
    })
  }
}

resource "aws_s3_bucket_policy" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "by_condition" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [{
        Effect    = "Allow"
        Principal = { AWS = ["*"] }
        Action    = "s3:PutObject"
        Resource  = "*"
        Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.7/32" } }
      }]
    })
  }
}

resource "aws_s3_bucket_policy" "all_but_one" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_s3_bucket_policy" "unknown" {
  skip  = true
  attrs = { bucket = "x" }
}

resource "aws_s3_bucket" "without_policy" {
  attrs = { id = "images", policy = null }
}

resource "aws_s3_bucket" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:*", Resource = "*" }] })
  }
}
