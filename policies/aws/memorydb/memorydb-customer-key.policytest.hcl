policytest {
  targets = ["memorydb-customer-key.policy.hcl"]
}

resource "aws_memorydb_cluster" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_memorydb_cluster" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

resource "aws_memorydb_cluster" "unsaid" {
  expect_failure = true
  attrs          = { name = "sessions" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_memorydb_cluster" "unknown" {
  skip  = true
  attrs = { name = "sessions" }
}

resource "aws_memorydb_snapshot" "own" {
  attrs = {
    cluster_name = "other"
    kms_key_arn  = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_memorydb_snapshot" "empty" {
  expect_failure = true
  attrs = {
    cluster_name = "other"
    kms_key_arn  = ""
  }
}

resource "aws_memorydb_snapshot" "unsaid" {
  expect_failure = true
  attrs          = { cluster_name = "other" }
}

resource "aws_memorydb_cluster" "encrypted" {
  attrs = {
    name        = "carts"
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_memorydb_snapshot" "of_cluster" {
  attrs = { cluster_name = "carts" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_memorydb_snapshot" "unknown" {
  skip  = true
  attrs = { cluster_name = "other" }
}
