policytest {
  targets = ["rds-copy-tags.policy.hcl"]
}

resource "aws_db_instance" "copied" {
  attrs = { copy_tags_to_snapshot = true }
}

resource "aws_db_instance" "not" {
  expect_failure = true
  attrs          = { copy_tags_to_snapshot = false }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: copy_tags_to_snapshot
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "copied" {
  attrs = { copy_tags_to_snapshot = true }
}

resource "aws_rds_cluster" "not" {
  expect_failure = true
  attrs          = { copy_tags_to_snapshot = false }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: copy_tags_to_snapshot
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
