# iaclint-summary: The workers of Airflow keep no log.
# iaclint-why: Why a worker stopped in the middle of a task, such as for want of memory, is then known to nobody. Only
# the logs of tasks are kept by themselves.
# iaclint-fix: Add `worker_logs` with `enabled = true` to `logging_configuration`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_243
# iaclint-security: 2.0
resource_policy "aws_mwaa_environment" "worker_log" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.logging_configuration[0].worker_logs[0].enabled, false) == true
    error_message = "The workers of Airflow keep no log"
  }
}
