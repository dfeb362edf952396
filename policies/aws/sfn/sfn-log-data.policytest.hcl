policytest {
  targets = ["sfn-log-data.policy.hcl"]
}

resource "aws_sfn_state_machine" "on" {
  attrs = { logging_configuration = [{ level = "ALL", include_execution_data = true }] }
}

resource "aws_sfn_state_machine" "off" {
  expect_failure = true
  attrs          = { logging_configuration = [{ level = "ALL", include_execution_data = false }] }
}

resource "aws_sfn_state_machine" "no_logs" {
  expect_failure = true
  attrs          = { name = "orders" }
}

# iaclint-unknown: logging_configuration[0].include_execution_data
# iaclint-expect: undetermined
resource "aws_sfn_state_machine" "unknown" {
  skip  = true
  attrs = { logging_configuration = [{ level = "ALL" }] }
}
