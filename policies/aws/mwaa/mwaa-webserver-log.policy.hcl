# iaclint-summary: The web server of Airflow keeps no log.
# iaclint-why: Who signed in to Airflow and started something by hand is then known to nobody. Only the logs of tasks
# are kept by themselves.
# iaclint-fix: Add `webserver_logs` with `enabled = true` to `logging_configuration`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_244
# iaclint-security: 2.0
resource_policy "aws_mwaa_environment" "webserver_log" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.logging_configuration[0].webserver_logs[0].enabled, false) == true
    error_message = "The web server of Airflow keeps no log"
  }
}
