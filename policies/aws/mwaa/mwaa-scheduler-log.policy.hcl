# iaclint-summary: The scheduler of Airflow keeps no log.
# iaclint-why: Why a run was not started, or started twice, is then known to nobody. Only the logs of tasks are kept by
# themselves.
# iaclint-fix: Add `scheduler_logs` with `enabled = true` to `logging_configuration`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_242
# iaclint-security: 2.0
resource_policy "aws_mwaa_environment" "scheduler_log" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.logging_configuration[0].scheduler_logs[0].enabled, false) == true
    error_message = "The scheduler of Airflow keeps no log"
  }
}
