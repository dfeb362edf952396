policytest {
  targets = ["rds-deletion-protection.policy.hcl"]
}

resource "aws_db_instance" "protected" {
  attrs = { deletion_protection = true }
}

resource "aws_db_instance" "open" {
  expect_failure = true
  attrs          = { deletion_protection = false }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: deletion_protection
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "protected" {
  attrs = { deletion_protection = true }
}

resource "aws_rds_cluster" "open" {
  expect_failure = true
  attrs          = { deletion_protection = false }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: deletion_protection
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main" }
}
