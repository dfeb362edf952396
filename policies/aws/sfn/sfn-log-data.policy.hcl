# iaclint-summary: The logs of a state machine lack what its states got and gave.
# iaclint-why: They tell that a step failed, but not with which input. Where inputs hold personal data or secrets this
# is as it should be.
# iaclint-fix: Set `include_execution_data = true` in `logging_configuration`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_285
resource_policy "aws_sfn_state_machine" "log_data" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.logging_configuration[0].include_execution_data, false) == true
    error_message = "The logs lack the data of executions"
  }
}
