policytest {
  targets = ["cloudtrail-alarm-key-deletion.policy.hcl"]
}

# No call has two names, so that it tells of none.
resource "aws_cloudtrail" "of_none" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudwatch_log_metric_filter" "found" {
  skip = true
  attrs = {
    pattern               = "{ ($.eventName = DisableKey) && ($.eventName = ScheduleKeyDeletion) }"
    metric_transformation = [{ namespace = "Trail", name = "Found" }]
  }
}

resource "aws_cloudwatch_metric_alarm" "found" {
  skip = true
  attrs = {
    namespace   = "Trail"
    metric_name = "Found"
  }
}
