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
  words = [
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
  }

  enforce {
    condition = core::alltrue([
      for word in local.words : core::anytrue([for pattern in local.patterns : core::contains_substring(pattern, word)])
    ])
    error_message = "No alarm tells of changes of policies of IAM"
  }
}
