policytest {
  targets = ["mwaa-scheduler-log.policy.hcl"]
}

resource "aws_mwaa_environment" "logged" {
  attrs = { logging_configuration = [{ scheduler_logs = [{ enabled = true, log_level = "INFO" }] }] }
}

resource "aws_mwaa_environment" "off" {
  expect_failure = true
  attrs          = { logging_configuration = [{ scheduler_logs = [{ enabled = false, log_level = "INFO" }] }] }
}

resource "aws_mwaa_environment" "another_log" {
  expect_failure = true
  attrs          = { logging_configuration = [{ task_logs = [{ enabled = true, log_level = "INFO" }] }] }
}

resource "aws_mwaa_environment" "unsaid" {
  expect_failure = true
  attrs          = { name = "etl" }
}

# iaclint-unknown: logging_configuration[0].scheduler_logs[0].enabled
# iaclint-expect: undetermined
resource "aws_mwaa_environment" "unknown" {
  skip  = true
  attrs = { logging_configuration = [{ scheduler_logs = [{ log_level = "INFO" }] }] }
}
