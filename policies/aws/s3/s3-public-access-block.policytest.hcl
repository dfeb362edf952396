policytest {
  targets = ["s3-public-access-block.policy.hcl"]
}

resource "aws_s3_bucket" "blocked" {
  attrs = { id = "images" }
}

resource "aws_s3_bucket_public_access_block" "blocked" {
  skip  = true
  attrs = { bucket = aws_s3_bucket.blocked.attrs.id }
}

# iaclint-unknown: id
# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "mystery" }
}

resource "aws_s3_bucket" "open" {
  expect_failure = true
  attrs          = { id = "uploads" }
}
