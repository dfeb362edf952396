policytest {
  targets = ["rds-snapshot-public.policy.hcl"]
}

resource "aws_db_snapshot" "private" {
  attrs = { tags = {} }
}

resource "aws_db_snapshot" "shared" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_snapshot" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

# iaclint-unknown: shared_accounts
# iaclint-expect: undetermined
resource "aws_db_snapshot" "unknown" {
  skip  = true
  attrs = { tags = {} }
}

resource "aws_db_cluster_snapshot" "private" {
  attrs = { tags = {} }
}

resource "aws_db_cluster_snapshot" "shared" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_cluster_snapshot" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

# iaclint-unknown: shared_accounts
# iaclint-expect: undetermined
resource "aws_db_cluster_snapshot" "unknown" {
  skip  = true
  attrs = { tags = {} }
}

resource "aws_db_snapshot_copy" "private" {
  attrs = { tags = {} }
}

resource "aws_db_snapshot_copy" "shared" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_snapshot_copy" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

# iaclint-unknown: shared_accounts
# iaclint-expect: undetermined
resource "aws_db_snapshot_copy" "unknown" {
  skip  = true
  attrs = { tags = {} }
}

resource "aws_rds_cluster_snapshot_copy" "private" {
  attrs = { tags = {} }
}

resource "aws_rds_cluster_snapshot_copy" "shared" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_rds_cluster_snapshot_copy" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

# iaclint-unknown: shared_accounts
# iaclint-expect: undetermined
resource "aws_rds_cluster_snapshot_copy" "unknown" {
  skip  = true
  attrs = { tags = {} }
}
