policytest {
  targets = ["s3-object-customer-key.policy.hcl"]
}

resource "aws_s3_object" "own" {
  attrs = { bucket = "a", kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_s3_object" "unsaid" {
  expect_failure = true
  attrs          = { bucket = "a" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "keyed" {
  skip = true
  attrs = {
    bucket = "keyed"
    rule   = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }]
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "of_aws" {
  skip = true
  attrs = {
    bucket = "of-aws"
    rule   = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = "" }] }]
  }
}

resource "aws_s3_object" "by_bucket" {
  attrs = { bucket = "keyed" }
}

resource "aws_s3_object" "against_bucket" {
  expect_failure = true
  attrs          = { bucket = "keyed", server_side_encryption = "AES256" }
}

resource "aws_s3_object" "by_bucket_of_aws" {
  expect_failure = true
  attrs          = { bucket = "of-aws" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_s3_object" "unknown" {
  skip  = true
  attrs = { bucket = "a" }
}

resource "aws_s3_bucket_object" "own" {
  attrs = { bucket = "a", kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_s3_bucket_object" "unsaid" {
  expect_failure = true
  attrs          = { bucket = "a" }
}

resource "aws_s3_object_copy" "own" {
  attrs = { bucket = "a", kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_s3_object_copy" "unsaid" {
  expect_failure = true
  attrs          = { bucket = "a" }
}
