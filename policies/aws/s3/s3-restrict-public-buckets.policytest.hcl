policytest {
  targets = ["s3-restrict-public-buckets.policy.hcl"]
}

# The other switches are those of other policies.
resource "aws_s3_bucket_public_access_block" "on" {
  attrs = {
    restrict_public_buckets = true
    block_public_acls       = false
  }
}

resource "aws_s3_bucket_public_access_block" "off" {
  expect_failure = true
  attrs = {
    restrict_public_buckets = false
    block_public_acls       = true
  }
}

resource "aws_s3_bucket_public_access_block" "unsaid" {
  expect_failure = true
  attrs          = { block_public_acls = true }
}

# iaclint-unknown: restrict_public_buckets
# iaclint-expect: undetermined
resource "aws_s3_bucket_public_access_block" "unknown" {
  skip  = true
  attrs = { block_public_acls = true }
}

resource "aws_s3_account_public_access_block" "on" {
  attrs = { restrict_public_buckets = true }
}

resource "aws_s3_account_public_access_block" "off" {
  expect_failure = true
  attrs          = { restrict_public_buckets = false }
}
