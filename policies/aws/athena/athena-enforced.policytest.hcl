policytest {
  targets = ["athena-enforced.policy.hcl"]
}

resource "aws_athena_workgroup" "enforced" {
  attrs = { configuration = [{ enforce_workgroup_configuration = true }] }
}

resource "aws_athena_workgroup" "by_provider" {
  attrs = { configuration = [{ requester_pays_enabled = false }] }
}

resource "aws_athena_workgroup" "off" {
  expect_failure = true
  attrs          = { configuration = [{ enforce_workgroup_configuration = false }] }
}

resource "aws_athena_workgroup" "unsaid" {
  attrs = { name = "reports" }
}

# iaclint-unknown: configuration[0].enforce_workgroup_configuration
# iaclint-expect: undetermined
resource "aws_athena_workgroup" "unknown" {
  skip  = true
  attrs = { configuration = [{ enforce_workgroup_configuration = true }] }
}
