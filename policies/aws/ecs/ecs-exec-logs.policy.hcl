# iaclint-summary: A cluster is told to record no command that people run in its tasks.
# iaclint-why: Who opened a shell beside the secrets of a task, and what was done there, can then not be found out.
# ecs-exec-prod tells of services of which this is so by other ways.
# iaclint-fix: Set `logging` to `DEFAULT`, which writes to the log of the container, or to `OVERRIDE` with a
# `log_configuration`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_223
# iaclint-security: 3.0
resource_policy "aws_ecs_cluster" "exec_logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.configuration[0].execute_command_configuration[0].logging, null) != "NONE"
    error_message = "Commands that people run in tasks are not recorded"
  }
}
