policytest {
  targets = ["s3-object-lock.policy.hcl"]
}

resource "aws_s3_bucket" "locked" {
  attrs = { id = "a", object_lock_enabled = true }
}

resource "aws_s3_bucket" "inline" {
  attrs = { id = "b", object_lock_configuration = [{ object_lock_enabled = "Enabled" }] }
}

resource "aws_s3_bucket" "separate" {
  attrs = { id = "c" }
}

resource "aws_s3_bucket_object_lock_configuration" "separate" {
  skip  = true
  attrs = { bucket = aws_s3_bucket.separate.attrs.id }
}

resource "aws_s3_bucket" "off" {
  expect_failure = true
  attrs          = { id = "d", object_lock_enabled = false }
}

resource "aws_s3_bucket" "unsaid" {
  expect_failure = true
  attrs          = { id = "e" }
}

# iaclint-unknown: object_lock_enabled
# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "f" }
}
