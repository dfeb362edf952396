policytest {
  targets = ["documentdb-audit-off.policy.hcl"]
}

resource "aws_docdb_cluster_parameter_group" "on" {
  attrs = {
    family    = "docdb5.0"
    parameter = [{ name = "audit_logs", value = "enabled" }]
  }
}

resource "aws_docdb_cluster_parameter_group" "some" {
  attrs = {
    family    = "docdb5.0"
    parameter = [{ name = "audit_logs", value = "ddl,dml_write" }]
  }
}

resource "aws_docdb_cluster_parameter_group" "off" {
  expect_failure = true
  attrs = {
    family    = "docdb5.0"
    parameter = [{ name = "audit_logs", value = "disabled" }]
  }
}

resource "aws_docdb_cluster_parameter_group" "other" {
  expect_failure = true
  attrs = {
    family    = "docdb5.0"
    parameter = [{ name = "tls", value = "enabled" }]
  }
}

resource "aws_docdb_cluster_parameter_group" "unsaid" {
  expect_failure = true
  attrs          = { family = "docdb5.0" }
}

# iaclint-unknown: parameter[0].value
# iaclint-expect: undetermined
resource "aws_docdb_cluster_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "docdb5.0"
    parameter = [{ name = "audit_logs", value = "enabled" }]
  }
}
