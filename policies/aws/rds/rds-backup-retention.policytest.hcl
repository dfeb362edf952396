policytest {
  targets = ["rds-backup-retention.policy.hcl"]
}

resource "aws_db_instance" "week" {
  attrs = { backup_retention_period = 7 }
}

resource "aws_db_instance" "days" {
  expect_failure = true
  attrs          = { backup_retention_period = 3 }
}

resource "aws_db_instance" "off" {
  attrs = { backup_retention_period = 0 }
}

resource "aws_db_instance" "replica" {
  attrs = {
    replicate_source_db     = "main"
    backup_retention_period = 1
  }
}

resource "aws_db_instance" "more_is_asked" {
  expect_failure = true
  inputs {
    rds_backup_days = 30
  }
  attrs = { backup_retention_period = 14 }
}

# iaclint-unknown: backup_retention_period
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { backup_retention_period = 3 }
}

resource "aws_rds_cluster" "month" {
  attrs = { backup_retention_period = 30 }
}

resource "aws_rds_cluster" "days" {
  expect_failure = true
  attrs          = { backup_retention_period = 3 }
}

resource "aws_rds_cluster" "day" {
  attrs = { backup_retention_period = 1 }
}

resource "aws_rds_cluster" "unsaid" {
  attrs = { engine = "aurora-mysql" }
}

# iaclint-unknown: backup_retention_period
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { backup_retention_period = 3 }
}
