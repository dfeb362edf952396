policytest {
  targets = ["documentdb-customer-key.policy.hcl"]
}

resource "aws_docdb_cluster" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_docdb_cluster" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

resource "aws_docdb_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "orders" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_docdb_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "orders" }
}

resource "aws_docdb_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}

resource "aws_docdb_cluster" "restored_in_time" {
  attrs = { restore_to_point_in_time = [{ source_cluster_identifier = "main" }] }
}
