# iaclint-summary: The executions of a state machine are not traced.
# iaclint-why: Where their time goes, and which service behind them fails, must be guessed from logs.
# iaclint-fix: Add `tracing_configuration { enabled = true }`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_284
resource_policy "aws_sfn_state_machine" "tracing" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.tracing_configuration[0].enabled, false) == true
    error_message = "The state machine does not trace its executions"
  }
}
