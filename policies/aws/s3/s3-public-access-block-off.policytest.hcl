policytest {
  targets = ["s3-public-access-block-off.policy.hcl"]
}

resource "aws_s3_bucket_public_access_block" "strict" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_public_access_block" "without_block_public_acls" {
  expect_failure = true
  attrs = {
    block_public_acls       = false
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_public_access_block" "without_block_public_policy" {
  expect_failure = true
  attrs = {
    block_public_acls       = true
    block_public_policy     = false
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_public_access_block" "without_ignore_public_acls" {
  expect_failure = true
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = false
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_public_access_block" "without_restrict_public_buckets" {
  expect_failure = true
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = false
  }
}

resource "aws_s3_bucket_public_access_block" "unsaid" {
  expect_failure = true
  attrs = {
    block_public_acls   = true
    block_public_policy = true
  }
}

# iaclint-unknown: block_public_policy
# iaclint-expect: undetermined
resource "aws_s3_bucket_public_access_block" "unknown" {
  skip = true
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_account_public_access_block" "strict" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_account_public_access_block" "lax" {
  expect_failure = true
  attrs          = { block_public_acls = true }
}
