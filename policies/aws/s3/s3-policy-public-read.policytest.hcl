policytest {
  targets = ["s3-policy-public-read.policy.hcl"]
}

resource "aws_s3_bucket_policy" "one_role" {
  attrs = {
    bucket = "a"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "everybody" {
  expect_failure = true
  attrs = {
    bucket = "b"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    bucket = "c"
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["s3:GetObjectVersion"], Resource = ["*"] } })
  }
}

resource "aws_s3_bucket_policy" "everybody_but_one" {
  expect_failure = true
  attrs = {
    bucket = "d"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    bucket = "e"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" }, StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } }] })
  }
}

resource "aws_s3_bucket_policy" "condition_that_narrows" {
  attrs = {
    bucket = "f"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "AWS:SourceVpce" = ["vpce-1"] } } }] })
  }
}

resource "aws_s3_bucket_policy" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    bucket = "narrowed_to_everybody"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*"] } } }] })
  }
}

resource "aws_s3_bucket_policy" "narrowed_to_role" {
  attrs = {
    bucket = "narrowed_to_role"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/*"] } } }] })
  }
}

resource "aws_s3_bucket_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs = {
    bucket = "narrowed_to_internet"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_s3_bucket_policy" "denied" {
  attrs = {
    bucket = "g"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "other_actions" {
  attrs = {
    bucket = "h"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "restricted" {
  attrs = {
    bucket = "restricted"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_public_access_block" "restricted" {
  skip  = true
  attrs = { bucket = aws_s3_bucket_policy.restricted.attrs.bucket, restrict_public_buckets = true }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_s3_bucket_policy" "unknown" {
  skip  = true
  attrs = { bucket = "i", policy = "" }
}

resource "aws_s3_bucket" "without" {
  attrs = { id = "j" }
}

resource "aws_s3_bucket" "inline" {
  expect_failure = true
  attrs = {
    id     = "k"
    policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
  }
}
