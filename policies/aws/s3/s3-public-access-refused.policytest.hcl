policytest {
  targets = ["s3-public-access-refused.policy.hcl"]
}

resource "aws_s3_bucket_public_access_block" "strict" {
  skip = true
  attrs = {
    bucket              = "blocked"
    block_public_acls   = true
    block_public_policy = true
  }
}

resource "aws_s3_bucket_public_access_block" "lax" {
  skip = true
  attrs = {
    bucket              = "website"
    block_public_acls   = false
    block_public_policy = false
  }
}

resource "aws_s3_bucket_acl" "refused" {
  expect_failure = true
  attrs          = { bucket = "blocked", acl = "public-read" }
}

resource "aws_s3_bucket_acl" "private" {
  attrs = { bucket = "blocked", acl = "private" }
}

resource "aws_s3_bucket_acl" "grants" {
  attrs = { bucket = "blocked" }
}

resource "aws_s3_bucket_acl" "taken" {
  attrs = { bucket = "website", acl = "public-read" }
}

resource "aws_s3_bucket_acl" "no_block" {
  attrs = { bucket = "old", acl = "public-read" }
}

# iaclint-unknown: acl
# iaclint-expect: undetermined
resource "aws_s3_bucket_acl" "unknown" {
  skip  = true
  attrs = { bucket = "blocked", acl = "private" }
}

resource "aws_s3_bucket" "refused" {
  expect_failure = true
  attrs          = { id = "blocked", acl = "authenticated-read" }
}

resource "aws_s3_bucket" "without" {
  attrs = { id = "blocked" }
}

resource "aws_s3_bucket_policy" "refused" {
  expect_failure = true
  attrs = {
    bucket = "blocked"
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" } })
  }
}

resource "aws_s3_bucket_policy" "refused_though_encrypted" {
  expect_failure = true
  attrs = {
    bucket = "blocked"
    policy = core::jsonencode({ Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["*"] }
      Action    = "s3:GetObject"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "true" } }
    }] })
  }
}

resource "aws_s3_bucket_policy" "one_organization" {
  attrs = {
    bucket = "blocked"
    policy = core::jsonencode({ Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgId" = "o-1" } }
    }] })
  }
}

resource "aws_s3_bucket_policy" "denies" {
  attrs = {
    bucket = "blocked"
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }] })
  }
}

resource "aws_s3_bucket_policy" "taken" {
  attrs = {
    bucket = "website"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
  }
}
