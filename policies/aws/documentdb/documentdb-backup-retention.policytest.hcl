policytest {
  targets = ["documentdb-backup-retention.policy.hcl"]
}

resource "aws_docdb_cluster" "week" {
  attrs = { backup_retention_period = 7 }
}

resource "aws_docdb_cluster" "short" {
  expect_failure = true
  attrs          = { backup_retention_period = 3 }
}

resource "aws_docdb_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "orders" }
}

# iaclint-unknown: backup_retention_period
# iaclint-expect: undetermined
resource "aws_docdb_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "orders" }
}
