# iaclint-id: cloudtrail-alarm-trail-changes
# iaclint-summary: No alarm tells of changes of a trail.
# iaclint-why: Somebody who stops the trail is not seen by any other alarm.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names
# `CreateTrail`, `UpdateTrail`, `DeleteTrail` and 2 other events, and an aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CloudWatch.5, CIS 4.5
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0151, kics:0f6cbf69-41bb-47dc-93f3-3844640bf480
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "CreateTrail",
    "UpdateTrail",
    "DeleteTrail",
    "StartLogging",
    "StopLogging",
  ]
}

resource_policy "aws_cloudtrail" "alarm_trail_changes" {
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
    error_message = "No alarm tells of changes of a trail"
  }
}
