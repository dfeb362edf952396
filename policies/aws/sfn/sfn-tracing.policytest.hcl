policytest {
  targets = ["sfn-tracing.policy.hcl"]
}

resource "aws_sfn_state_machine" "on" {
  attrs = { tracing_configuration = [{ enabled = true }] }
}

resource "aws_sfn_state_machine" "off" {
  expect_failure = true
  attrs          = { tracing_configuration = [{ enabled = false }] }
}

resource "aws_sfn_state_machine" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

# iaclint-unknown: tracing_configuration[0].enabled
# iaclint-expect: undetermined
resource "aws_sfn_state_machine" "unknown" {
  skip  = true
  attrs = { tracing_configuration = [{ enabled = true }] }
}
