policytest {
  targets = ["redshift-snapshots.policy.hcl"]
}

resource "aws_redshift_cluster" "kept" {
  attrs = { automated_snapshot_retention_period = 7 }
}

resource "aws_redshift_cluster" "off" {
  expect_failure = true
  attrs          = { automated_snapshot_retention_period = 0 }
}

resource "aws_redshift_cluster" "unsaid" {
  attrs = { cluster_identifier = "sales" }
}

# iaclint-unknown: automated_snapshot_retention_period
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}
