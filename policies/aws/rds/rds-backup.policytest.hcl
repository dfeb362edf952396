policytest {
  targets = ["rds-backup.policy.hcl"]
}

resource "aws_db_instance" "week" {
  attrs = { backup_retention_period = 7 }
}

resource "aws_db_instance" "two_days" {
  attrs = { backup_retention_period = 2 }
}

resource "aws_db_instance" "day" {
  expect_failure = true
  attrs          = { backup_retention_period = 1 }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs          = { backup_retention_period = 0 }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main" }
}

resource "aws_db_instance" "restored" {
  attrs = { snapshot_identifier = "before" }
}

# iaclint-unknown: backup_retention_period
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}

resource "aws_rds_cluster" "week" {
  attrs = { backup_retention_period = 7 }
}

resource "aws_rds_cluster" "two_days" {
  attrs = { backup_retention_period = 2 }
}

resource "aws_rds_cluster" "day" {
  expect_failure = true
  attrs          = { backup_retention_period = 1 }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

# iaclint-unknown: backup_retention_period
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "aurora-mysql" }
}
