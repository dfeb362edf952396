# iaclint-id: cloudtrail-alarm-unauthorized
# iaclint-summary: No alarm tells of calls of the API that are refused.
# iaclint-why: Somebody who tries what stolen keys allow is refused many times before they find something.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail with the pattern
# `{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }`, and an aws_cloudwatch_metric_alarm on
# its metric.
# iaclint-controls: CloudWatch.2, CIS 4.1
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0147, kics:4c18a45b-4ab1-4790-9f83-399ac695f1e5
# iaclint-security: 3.0

resource_policy "aws_cloudtrail" "alarm_unauthorized" {
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
      for word in ["UnauthorizedOperation", "AccessDenied"] : core::anytrue([
        for pattern in local.patterns : core::contains_substring(pattern, word) && !core::regex_match(
          # No call has two codes.
          pattern, "errorCode\\s*=\\s*[^\\s()&|]+[\\s)]*&&[\\s(]*[$][.]errorCode\\s*="
        )
      ])
    ])
    error_message = "No alarm tells of calls of the API that are refused"
  }
}
