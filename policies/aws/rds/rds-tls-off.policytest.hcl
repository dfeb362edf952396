policytest {
  targets = ["rds-tls-off.policy.hcl"]
}

resource "aws_db_parameter_group" "forced" {
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "rds.force_ssl", value = "1" }]
  }
}

resource "aws_db_parameter_group" "unsaid" {
  attrs = { family = "postgres16" }
}

resource "aws_db_parameter_group" "other" {
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "autovacuum", value = "0" }]
  }
}

resource "aws_db_parameter_group" "postgres" {
  expect_failure = true
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "work_mem", value = "4096" }, { name = "rds.force_ssl", value = "0" }]
  }
}

resource "aws_db_parameter_group" "db2" {
  expect_failure = true
  attrs = {
    family    = "db2-ae-11.5"
    parameter = [{ name = "db2comm", value = "TCPIP,SSL" }]
  }
}

resource "aws_db_parameter_group" "db2_forced" {
  attrs = {
    family    = "db2-ae-11.5"
    parameter = [{ name = "db2comm", value = "SSL" }]
  }
}

resource "aws_db_parameter_group" "mysql" {
  expect_failure = true
  attrs = {
    family    = "mysql8.4"
    parameter = [{ name = "require_secure_transport", value = "OFF" }]
  }
}

# iaclint-unknown: parameter[0].value
# iaclint-expect: undetermined
resource "aws_db_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "rds.force_ssl", value = "0" }]
  }
}

resource "aws_rds_cluster_parameter_group" "forced" {
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "rds.force_ssl", value = "1" }]
  }
}

resource "aws_rds_cluster_parameter_group" "unsaid" {
  attrs = { family = "postgres16" }
}

resource "aws_rds_cluster_parameter_group" "other" {
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "autovacuum", value = "0" }]
  }
}

resource "aws_rds_cluster_parameter_group" "postgres" {
  expect_failure = true
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "work_mem", value = "4096" }, { name = "rds.force_ssl", value = "0" }]
  }
}

resource "aws_rds_cluster_parameter_group" "db2" {
  expect_failure = true
  attrs = {
    family    = "db2-ae-11.5"
    parameter = [{ name = "db2comm", value = "TCPIP,SSL" }]
  }
}

resource "aws_rds_cluster_parameter_group" "db2_forced" {
  attrs = {
    family    = "db2-ae-11.5"
    parameter = [{ name = "db2comm", value = "SSL" }]
  }
}

resource "aws_rds_cluster_parameter_group" "mysql" {
  expect_failure = true
  attrs = {
    family    = "mysql8.4"
    parameter = [{ name = "require_secure_transport", value = "OFF" }]
  }
}

# iaclint-unknown: parameter[0].value
# iaclint-expect: undetermined
resource "aws_rds_cluster_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "postgres16"
    parameter = [{ name = "rds.force_ssl", value = "0" }]
  }
}
