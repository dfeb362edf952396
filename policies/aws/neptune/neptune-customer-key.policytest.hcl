policytest {
  targets = ["neptune-customer-key.policy.hcl"]
}

resource "aws_neptune_cluster" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_neptune_cluster" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

resource "aws_neptune_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "friends" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_neptune_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}

resource "aws_neptune_cluster" "replica" {
  attrs = { replication_source_identifier = "main" }
}

resource "aws_neptune_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}
