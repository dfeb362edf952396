policytest {
  targets = ["rds-default-parameter-group.policy.hcl"]
}

resource "aws_db_instance" "own" {
  attrs = { parameter_group_name = "main" }
}

resource "aws_db_instance" "of_aws" {
  expect_failure = true
  attrs          = { parameter_group_name = "default.postgres16" }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: parameter_group_name
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "own" {
  attrs = { db_cluster_parameter_group_name = "main" }
}

resource "aws_rds_cluster" "of_aws" {
  expect_failure = true
  attrs          = { db_cluster_parameter_group_name = "default.postgres16" }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: db_cluster_parameter_group_name
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
