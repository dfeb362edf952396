# iaclint-id: cloudtrail-alarm-root-use
# iaclint-summary: No alarm tells of what the root user does.
# iaclint-why: The root user can close the account and cannot be restricted; somebody who uses it made an exception,
# or broke in.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail with the pattern
# `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`, and an
# aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CloudWatch.1, CIS 4.3
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0149, kics:8b1b1e67-6248-4dca-bbad-93486bb181c0
# iaclint-security: 3.0

resource_policy "aws_cloudtrail" "alarm_root_use" {
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
    condition = core::anytrue([
      for pattern in local.patterns : (
        core::regex_match(pattern, "userIdentity[.]type\\s*=\\s*\"?Root\\b") &&
        core::regex_match(pattern, "userIdentity[.]invokedBy\\s+NOT\\s+EXISTS") &&
        # As one of several alternatives it would tell of every call.
        !core::regex_match(pattern, "userIdentity[.]type\\s*=\\s*\"?Root\"?[\\s)]*[|]{2}|[|]{2}[\\s(]*[$][.]userIdentity[.]type\\s*=")
      )
    ])
    error_message = "No alarm tells of what the root user does"
  }
}
