# iaclint-id: cloudtrail-alarm-key-deletion
# iaclint-summary: No alarm tells of keys of KMS that are disabled or deleted.
# iaclint-why: What a deleted key encrypted is lost for ever, and the days until then pass unnoticed.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names `DisableKey`,
# `ScheduleKeyDeletion`, and an aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CloudWatch.7, CIS 4.7
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0153, kics:56a585f5-555c-48b2-8395-e64e4740a9cf
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "DisableKey",
    "ScheduleKeyDeletion",
  ]
}

resource_policy "aws_cloudtrail" "alarm_key_deletion" {
  enforcement_level = "advisory"

  # Filters read log groups: without one there is nothing to be told.
  filter = core::try(attrs.cloud_watch_logs_group_arn, null) != null

  locals {
    patterns = [
      for filter in core::getresources("aws_cloudwatch_log_metric_filter") : filter.pattern
      if core::length(core::getresources("aws_cloudwatch_metric_alarm", {
        namespace   = filter.metric_transformation[0].namespace
        metric_name = filter.metric_transformation[0].name
      })) > 0
    ]
  }

  enforce {
    condition = core::alltrue([
      for word in local.words : core::anytrue([for pattern in local.patterns : core::contains_substring(pattern, word)])
    ])
    error_message = "No alarm tells of keys of KMS that are disabled or deleted"
  }
}
