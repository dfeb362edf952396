# iaclint-id: cloudtrail-alarm-iam-changes
# iaclint-summary: No alarm tells of changes of policies of IAM.
# iaclint-why: Somebody who broke in gives themselves more rights first, and changes that nobody reviewed stay unseen.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names
# `DeleteGroupPolicy`, `DeleteRolePolicy`, `DeleteUserPolicy` and 13 other events, and an aws_cloudwatch_metric_alarm
# on its metric.
# iaclint-controls: CloudWatch.4, CIS 4.4
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0150, kics:eaaba502-2f94-411a-a3c2-83d63cc1776d
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  events = [
    "DeleteGroupPolicy",
    "DeleteRolePolicy",
    "DeleteUserPolicy",
    "PutGroupPolicy",
    "PutRolePolicy",
    "PutUserPolicy",
    "CreatePolicy",
    "DeletePolicy",
    "CreatePolicyVersion",
    "DeletePolicyVersion",
    "AttachRolePolicy",
    "DetachRolePolicy",
    "AttachUserPolicy",
    "DetachUserPolicy",
    "AttachGroupPolicy",
    "DetachGroupPolicy",
  ]
  # A service as one of several alternatives, or two names at once.
  useless = core::join("|", [
    "([{]|[|]{2})[\\s(]*[$][.]eventSource\\s*=\\s*[^\\s()&|]+[\\s)]*([|]{2}|[}])",
    "eventName\\s*=\\s*[^\\s()&|]+[\\s)]*&&[\\s(]*[$][.]eventName\\s*=",
  ])
}

resource_policy "aws_cloudtrail" "alarm_iam_changes" {
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
    error_message = "No alarm tells of changes of policies of IAM"
  }
}
