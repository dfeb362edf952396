policytest {
  targets = ["documentdb-encrypted.policy.hcl"]
}

resource "aws_docdb_cluster" "on" {
  attrs = { storage_encrypted = true }
}

resource "aws_docdb_cluster" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_docdb_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "orders" }
}

# iaclint-unknown: storage_encrypted
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
