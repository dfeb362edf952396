policytest {
  targets = ["cloudtrail-alarm-root-use.policy.hcl"]
}

# It tells of what services do for the root user too.
resource "aws_cloudtrail" "of_services" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudwatch_log_metric_filter" "found" {
  skip = true
  attrs = {
    pattern               = "{ $.userIdentity.type = \"Root\" && $.eventType != \"AwsServiceEvent\" }"
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
