policytest {
  targets = ["rds-backup-plan.policy.hcl"]
}

resource "aws_backup_selection" "all" {
  skip = true
  attrs = {
    resources     = ["arn:aws:rds:us-east-1:123456789012:cluster:main", "arn:aws:rds:us-east-1:123456789012:db:main"]
    selection_tag = [{ type = "STRINGEQUALS", key = "Backup", value = "daily" }]
  }
}

resource "aws_db_instance" "named" {
  attrs = { arn = "arn:aws:rds:us-east-1:123456789012:db:main" }
}

resource "aws_db_instance" "forgotten" {
  expect_failure = true
  attrs          = { arn = "arn:aws:rds:us-east-1:123456789012:db:other" }
}

resource "aws_db_instance" "tagged" {
  attrs = {
    arn      = "arn:aws:rds:us-east-1:123456789012:db:tagged"
    tags_all = { Backup = "daily" }
  }
}

resource "aws_db_instance" "other_tag" {
  expect_failure = true
  attrs = {
    arn      = "arn:aws:rds:us-east-1:123456789012:db:hourly"
    tags_all = { Backup = "hourly" }
  }
}

resource "aws_rds_cluster" "named" {
  attrs = { arn = "arn:aws:rds:us-east-1:123456789012:cluster:main" }
}

resource "aws_rds_cluster" "forgotten" {
  expect_failure = true
  attrs          = { arn = "arn:aws:rds:us-east-1:123456789012:cluster:other" }
}

# iaclint-unknown: arn
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { arn = "" }
}
