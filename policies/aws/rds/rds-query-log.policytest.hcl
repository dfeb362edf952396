policytest {
  targets = ["rds-query-log.policy.hcl"]
}

resource "aws_db_parameter_group" "slow" {
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "log_min_duration_statement", value = "1000" }]
  }
}

resource "aws_db_parameter_group" "statements" {
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "log_statement", value = "ddl" }]
  }
}

resource "aws_db_parameter_group" "other" {
  expect_failure = true
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "work_mem", value = "4096" }]
  }
}

resource "aws_db_parameter_group" "said_not" {
  expect_failure = true
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "log_statement", value = "none" }, { name = "log_min_duration_statement", value = "-1" }]
  }
}

resource "aws_db_parameter_group" "empty" {
  expect_failure = true
  attrs          = { family = "postgres16" }
}

resource "aws_db_parameter_group" "mysql" {
  attrs = { family = "mysql8.0" }
}

# iaclint-unknown: parameter
# iaclint-expect: undetermined
resource "aws_db_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "postgres16"
    parameter = []
  }
}

resource "aws_rds_cluster_parameter_group" "slow" {
  attrs = {
    family    = "aurora-postgresql16"
    parameter = [{ name = "log_min_duration_statement", value = "1000" }]
  }
}

resource "aws_rds_cluster_parameter_group" "statements" {
  attrs = {
    family    = "aurora-postgresql16"
    parameter = [{ name = "log_statement", value = "ddl" }]
  }
}

resource "aws_rds_cluster_parameter_group" "other" {
  expect_failure = true
  attrs = {
    family    = "aurora-postgresql16"
    parameter = [{ name = "work_mem", value = "4096" }]
  }
}

resource "aws_rds_cluster_parameter_group" "said_not" {
  expect_failure = true
  attrs = {
    family    = "aurora-postgresql16"
    parameter = [{ name = "log_statement", value = "none" }, { name = "log_min_duration_statement", value = "-1" }]
  }
}

resource "aws_rds_cluster_parameter_group" "empty" {
  expect_failure = true
  attrs          = { family = "aurora-postgresql16" }
}

resource "aws_rds_cluster_parameter_group" "mysql" {
  attrs = { family = "mysql8.0" }
}

# iaclint-unknown: parameter
# iaclint-expect: undetermined
resource "aws_rds_cluster_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "aurora-postgresql16"
    parameter = []
  }
}

resource "aws_db_parameter_group" "of_instances" {
  skip = true
  attrs = {
    family    = "aurora-postgresql15"
    parameter = [{ name = "log_statement", value = "all" }]
  }
}

resource "aws_rds_cluster_parameter_group" "by_instances" {
  attrs = {
    family    = "aurora-postgresql15"
    parameter = []
  }
}

resource "aws_db_instance" "own" {
  attrs = {
    engine               = "postgres"
    parameter_group_name = "main"
  }
}

resource "aws_db_instance" "of_aws" {
  expect_failure = true
  attrs = {
    engine               = "postgres"
    parameter_group_name = "default.postgres16"
  }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

resource "aws_db_instance" "mysql" {
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "replica" {
  attrs = {
    engine              = "postgres"
    replicate_source_db = "main"
  }
}

# iaclint-unknown: parameter_group_name
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}

resource "aws_db_parameter_group" "used_and_logging" {
  attrs = {
    id        = "logging"
    name      = "logging"
    family    = "postgres16"
    parameter = [{ name = "log_statement", value = "ddl" }]
  }
}

resource "aws_db_instance" "by_group" {
  attrs = {
    engine               = "postgres"
    parameter_group_name = aws_db_parameter_group.used_and_logging.attrs.name
  }
}

# The database is told, not its group.
resource "aws_db_parameter_group" "used_and_silent" {
  attrs = {
    id        = "silent"
    name      = "silent"
    family    = "postgres16"
    parameter = [{ name = "work_mem", value = "4096" }]
  }
}

resource "aws_db_instance" "by_silent_group" {
  expect_failure = true
  attrs = {
    engine               = "postgres"
    parameter_group_name = aws_db_parameter_group.used_and_silent.attrs.id
  }
}
