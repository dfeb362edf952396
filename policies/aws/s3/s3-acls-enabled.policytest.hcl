policytest {
  targets = ["s3-acls-enabled.policy.hcl"]
}

resource "aws_s3_bucket_ownership_controls" "enforced" {
  attrs = { bucket = "a", rule = [{ object_ownership = "BucketOwnerEnforced" }] }
}

resource "aws_s3_bucket_ownership_controls" "preferred" {
  expect_failure = true
  attrs          = { bucket = "b", rule = [{ object_ownership = "BucketOwnerPreferred" }] }
}

resource "aws_s3_bucket_ownership_controls" "writer" {
  expect_failure = true
  attrs          = { bucket = "c", rule = [{ object_ownership = "ObjectWriter" }] }
}

resource "aws_s3_bucket_ownership_controls" "delivery" {
  attrs = { bucket = "d", rule = [{ object_ownership = "BucketOwnerPreferred" }] }
}

resource "aws_s3_bucket_acl" "delivery" {
  skip  = true
  attrs = { bucket = "d", acl = "log-delivery-write" }
}

# iaclint-unknown: rule[0].object_ownership
# iaclint-expect: undetermined
resource "aws_s3_bucket_ownership_controls" "unknown" {
  skip  = true
  attrs = { bucket = "e", rule = [{ object_ownership = "BucketOwnerEnforced" }] }
}
