policytest {
  targets = ["cloudtrail-alarm-bucket-policies.policy.hcl"]
}

# It tells of every call of the service.
resource "aws_cloudtrail" "of_all" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudwatch_log_metric_filter" "found" {
  skip = true
  attrs = {
    pattern               = "{ ($.eventSource = \"s3.amazonaws.com\") || (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication)) }"
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
