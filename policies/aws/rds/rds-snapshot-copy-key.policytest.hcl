policytest {
  targets = ["rds-snapshot-copy-key.policy.hcl"]
}

resource "aws_db_snapshot_copy" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_db_snapshot_copy" "unsaid" {
  expect_failure = true
  attrs          = { tags = {} }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_db_snapshot_copy" "unknown" {
  skip  = true
  attrs = { tags = {} }
}

resource "aws_rds_cluster_snapshot_copy" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_rds_cluster_snapshot_copy" "unsaid" {
  expect_failure = true
  attrs          = { tags = {} }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_rds_cluster_snapshot_copy" "unknown" {
  skip  = true
  attrs = { tags = {} }
}
