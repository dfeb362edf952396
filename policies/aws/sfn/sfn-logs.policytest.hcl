policytest {
  targets = ["sfn-logs.policy.hcl"]
}

resource "aws_sfn_state_machine" "errors" {
  attrs = { logging_configuration = [{ level = "ERROR" }] }
}

resource "aws_sfn_state_machine" "off" {
  expect_failure = true
  attrs          = { logging_configuration = [{ level = "OFF" }] }
}

resource "aws_sfn_state_machine" "no_level" {
  expect_failure = true
  attrs          = { logging_configuration = [{ level = null }] }
}

resource "aws_sfn_state_machine" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

# iaclint-unknown: logging_configuration[0].level
# iaclint-expect: undetermined
resource "aws_sfn_state_machine" "unknown" {
  skip  = true
  attrs = { logging_configuration = [{ level = "ALL" }] }
}
