policytest {
  targets = ["neptune-backup-retention.policy.hcl"]
}

resource "aws_neptune_cluster" "week" {
  attrs = { backup_retention_period = 7 }
}

resource "aws_neptune_cluster" "short" {
  expect_failure = true
  attrs          = { backup_retention_period = 3 }
}

resource "aws_neptune_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "friends" }
}

# iaclint-unknown: backup_retention_period
# iaclint-expect: undetermined
resource "aws_neptune_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}
