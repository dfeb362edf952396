policytest {
  targets = ["s3-acl-invalid.policy.hcl"]
}

resource "aws_s3_bucket_acl" "private" {
  attrs = { acl = "private" }
}

resource "aws_s3_bucket_acl" "by_grants" {
  attrs = { bucket = "a" }
}

resource "aws_s3_bucket_acl" "misspelt" {
  expect_failure = true
  attrs          = { acl = "Private" }
}

resource "aws_s3_bucket_acl" "of_objects" {
  expect_failure = true
  attrs          = { acl = "bucket-owner-full-control" }
}

# iaclint-unknown: acl
# iaclint-expect: undetermined
resource "aws_s3_bucket_acl" "unknown" {
  skip  = true
  attrs = { bucket = "a" }
}

resource "aws_s3_bucket" "logs" {
  attrs = { acl = "log-delivery-write" }
}

resource "aws_s3_bucket" "misspelt" {
  expect_failure = true
  attrs          = { acl = "public_read" }
}

resource "aws_s3_object" "of_objects" {
  attrs = { acl = "bucket-owner-full-control" }
}

resource "aws_s3_object" "of_buckets" {
  expect_failure = true
  attrs          = { acl = "log-delivery-write" }
}

resource "aws_s3_bucket_object" "of_objects" {
  attrs = { acl = "bucket-owner-read" }
}

resource "aws_s3_bucket_object" "misspelt" {
  expect_failure = true
  attrs          = { acl = "none" }
}

resource "aws_s3_object_copy" "of_objects" {
  attrs = { acl = "private" }
}

resource "aws_s3_object_copy" "misspelt" {
  expect_failure = true
  attrs          = { acl = "none" }
}
