# iaclint-summary: A trail does not send its events to CloudWatch Logs.
# iaclint-why: Files in a bucket wake nobody: without a log group there is nothing for metric filters and alarms to
# read, and who did what can only be searched afterwards.
# iaclint-fix: Set `cloud_watch_logs_group_arn` to `"${aws_cloudwatch_log_group.x.arn}:*"`, and
# `cloud_watch_logs_role_arn` to a role that may write there.
# iaclint-controls: CloudTrail.5
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV2_AWS_10, trivy:AWS-0162, kics:17b30f8f-8dfb-4597-adf6-57600b6cf25e
# iaclint-security: 3.0
resource_policy "aws_cloudtrail" "log_group" {
  enforcement_level = "advisory"

  locals {
    group = core::try(attrs.cloud_watch_logs_group_arn, null)
  }

  enforce {
    condition     = local.group != null && local.group != ""
    error_message = "The trail does not send its events to CloudWatch Logs"
  }
}
