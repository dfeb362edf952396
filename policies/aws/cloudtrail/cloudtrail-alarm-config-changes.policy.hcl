# iaclint-id: cloudtrail-alarm-config-changes
# iaclint-summary: No alarm tells of changes of the recorder of AWS Config.
# iaclint-why: Without the recorder nobody sees afterwards what was changed, and rules judge nothing.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names
# `StopConfigurationRecorder`, `DeleteDeliveryChannel`, `PutDeliveryChannel` and `PutConfigurationRecorder`, and an
# aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CloudWatch.9, CIS 4.9
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0155, kics:5b8d7527-de8e-4114-b9dd-9d988f1f418f
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "StopConfigurationRecorder",
    "DeleteDeliveryChannel",
    "PutDeliveryChannel",
    "PutConfigurationRecorder",
  ]
}

resource_policy "aws_cloudtrail" "alarm_config_changes" {
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
    error_message = "No alarm tells of changes of the recorder of AWS Config"
  }
}
