policytest {
  targets = ["s3-acl-not-accepted.policy.hcl"]
}

resource "aws_s3_bucket_acl" "refused" {
  expect_failure = true
  attrs          = { bucket = "a", acl = "private" }
}

resource "aws_s3_bucket_ownership_controls" "enforced" {
  skip  = true
  attrs = { bucket = aws_s3_bucket_acl.refused.attrs.bucket, rule = [{ object_ownership = "BucketOwnerEnforced" }] }
}

resource "aws_s3_bucket_acl" "taken" {
  attrs = { bucket = "b", acl = "private" }
}

resource "aws_s3_bucket_ownership_controls" "preferred" {
  skip  = true
  attrs = { bucket = "b", rule = [{ object_ownership = "BucketOwnerPreferred" }] }
}

resource "aws_s3_bucket_acl" "old_bucket" {
  attrs = { bucket = "c", acl = "private" }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket_acl" "unknown" {
  skip  = true
  attrs = { bucket = "d", acl = "private" }
}

# iaclint-unknown: rule[0].object_ownership
resource "aws_s3_bucket_ownership_controls" "unknown" {
  skip  = true
  attrs = { bucket = "d", rule = [{ object_ownership = "BucketOwnerPreferred" }] }
}
