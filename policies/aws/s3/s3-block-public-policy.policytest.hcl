policytest {
  targets = ["s3-block-public-policy.policy.hcl"]
}

# The other switches are those of other policies.
resource "aws_s3_bucket_public_access_block" "on" {
  attrs = {
    block_public_policy     = true
    restrict_public_buckets = false
  }
}

resource "aws_s3_bucket_public_access_block" "off" {
  expect_failure = true
  attrs = {
    block_public_policy     = false
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_public_access_block" "unsaid" {
  expect_failure = true
  attrs          = { restrict_public_buckets = true }
}

# iaclint-unknown: block_public_policy
# iaclint-expect: undetermined
resource "aws_s3_bucket_public_access_block" "unknown" {
  skip  = true
  attrs = { restrict_public_buckets = true }
}

resource "aws_s3_account_public_access_block" "on" {
  attrs = { block_public_policy = true }
}

resource "aws_s3_account_public_access_block" "off" {
  expect_failure = true
  attrs          = { block_public_policy = false }
}
