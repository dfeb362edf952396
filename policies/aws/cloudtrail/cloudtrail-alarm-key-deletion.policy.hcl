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
  events = [
    "DisableKey",
    "ScheduleKeyDeletion",
  ]
  # A service as one of several alternatives, or two names at once.
  useless = core::join("|", [
    "([{]|[|]{2})[\\s(]*[$][.]eventSource\\s*=\\s*[^\\s()&|]+[\\s)]*([|]{2}|[}])",
    "eventName\\s*=\\s*[^\\s()&|]+[\\s)]*&&[\\s(]*[$][.]eventName\\s*=",
  ])
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
    # The events that each finds. One that matches every call of a service, or can match none, is of no use. A pattern
    # without conditions looks for words.
    named = [
      for pattern in local.patterns : core::regex_match(pattern, local.useless) ? [] : [
        for found in core::regexall(
          core::startswith(core::trimspace(pattern), "{") ? "eventName\\s*=\\s*\"?([A-Za-z*]+)" : "([A-Za-z]+)", pattern
        ) : found[0]
      ]
    ]
  }

  enforce {
    condition = core::alltrue([
      for event in local.events : core::anytrue([
        for names in local.named : core::contains(names, event) || core::anytrue([
          for name in names : core::endswith(name, "*") && core::startswith(event, core::trimsuffix(name, "*"))
        ])
      ])
    ])
    error_message = "No alarm tells of keys of KMS that are disabled or deleted"
  }
}
