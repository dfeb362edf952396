# iaclint-summary: A state machine writes no logs.
# iaclint-why: Of executions that failed nothing is left after 90 days, and of express ones nothing at all.
# iaclint-fix: Add `logging_configuration` with `level = "ERROR"` and a `log_destination`.
# iaclint-controls: StepFunctions.1
# iaclint-groups: logging, fsbp
resource_policy "aws_sfn_state_machine" "logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::contains(["ALL", "ERROR", "FATAL"], attrs.logging_configuration[0].level), false)
    error_message = "The state machine writes no logs"
  }
}
