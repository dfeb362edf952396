policytest {
  targets = ["rds-tls-forced.policy.hcl"]
}

resource "aws_db_parameter_group" "forced" {
  attrs = {
    family    = "postgres14"
    parameter = [{ name = "rds.force_ssl", value = "1" }]
  }
}

resource "aws_db_parameter_group" "postgres" {
  expect_failure = true
  attrs          = { family = "postgres14" }
}

resource "aws_db_parameter_group" "newer" {
  attrs = { family = "postgres15" }
}

resource "aws_db_parameter_group" "mysql" {
  expect_failure = true
  attrs = {
    family    = "mysql8.0"
    parameter = [{ name = "max_connections", value = "100" }]
  }
}

resource "aws_db_parameter_group" "mysql_forced" {
  attrs = {
    family    = "mysql8.0"
    parameter = [{ name = "require_secure_transport", value = "ON" }]
  }
}

resource "aws_db_parameter_group" "of_aurora" {
  attrs = { family = "aurora-mysql8.0" }
}

# iaclint-unknown: parameter
# iaclint-expect: undetermined
resource "aws_db_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "postgres14"
    parameter = []
  }
}

resource "aws_rds_cluster_parameter_group" "forced" {
  attrs = {
    family    = "aurora-postgresql16"
    parameter = [{ name = "rds.force_ssl", value = "1" }]
  }
}

resource "aws_rds_cluster_parameter_group" "postgresql" {
  expect_failure = true
  attrs          = { family = "aurora-postgresql16" }
}

resource "aws_rds_cluster_parameter_group" "newer" {
  attrs = { family = "aurora-postgresql17" }
}

resource "aws_rds_cluster_parameter_group" "mysql" {
  expect_failure = true
  attrs          = { family = "aurora-mysql8.0" }
}
