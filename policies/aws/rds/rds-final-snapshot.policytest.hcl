policytest {
  targets = ["rds-final-snapshot.policy.hcl"]
}

resource "aws_db_instance" "kept" {
  attrs = {
    skip_final_snapshot       = false
    final_snapshot_identifier = "last"
  }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "skipped" {
  expect_failure = true
  attrs          = { skip_final_snapshot = true }
}

resource "aws_db_instance" "backups_stay" {
  attrs = {
    skip_final_snapshot      = true
    delete_automated_backups = false
  }
}

# iaclint-unknown: skip_final_snapshot
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "kept" {
  attrs = {
    skip_final_snapshot       = false
    final_snapshot_identifier = "last"
  }
}

resource "aws_rds_cluster" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "skipped" {
  expect_failure = true
  attrs          = { skip_final_snapshot = true }
}

resource "aws_rds_cluster" "backups_stay" {
  attrs = {
    skip_final_snapshot      = true
    delete_automated_backups = false
  }
}

# iaclint-unknown: skip_final_snapshot
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "replica" {
  attrs = {
    replicate_source_db = "main"
    skip_final_snapshot = true
  }
}
