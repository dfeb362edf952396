policytest {
  targets = ["documentdb-global-encrypted.policy.hcl"]
}

resource "aws_docdb_global_cluster" "on" {
  attrs = { storage_encrypted = true }
}

resource "aws_docdb_global_cluster" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_docdb_global_cluster" "unsaid" {
  expect_failure = true
  attrs          = { global_cluster_identifier = "orders" }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_docdb_global_cluster" "unknown" {
  skip  = true
  attrs = { global_cluster_identifier = "orders" }
}

resource "aws_docdb_global_cluster" "of_cluster" {
  attrs = { source_db_cluster_identifier = "arn:aws:rds:us-east-1:123456789012:cluster:orders" }
}
