policytest {
  targets = ["redshift-tls.policy.hcl"]
}

resource "aws_redshift_parameter_group" "required" {
  attrs = {
    family    = "redshift-1.0"
    parameter = [{ name = "require_ssl", value = "true" }]
  }
}

resource "aws_redshift_parameter_group" "by_family" {
  attrs = { family = "redshift-2.0" }
}

resource "aws_redshift_parameter_group" "off" {
  expect_failure = true
  attrs = {
    family    = "redshift-2.0"
    parameter = [{ name = "require_ssl", value = "false" }]
  }
}

resource "aws_redshift_parameter_group" "other" {
  expect_failure = true
  attrs = {
    family    = "redshift-1.0"
    parameter = [{ name = "statement_timeout", value = "1000" }]
  }
}

resource "aws_redshift_parameter_group" "unsaid" {
  expect_failure = true
  attrs          = { family = "redshift-1.0" }
}

# iaclint-unknown: parameter[0].value
# iaclint-expect: undetermined
resource "aws_redshift_parameter_group" "unknown" {
  skip = true
  attrs = {
    family    = "redshift-1.0"
    parameter = [{ name = "require_ssl", value = "true" }]
  }
}
