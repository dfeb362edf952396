# iaclint-id: cloudwatch-log-retention-short
# iaclint-summary: Logs are deleted before a year has passed.
# iaclint-why: An intrusion is often found months after it began; what happened first is then no longer there.
# iaclint-fix: Set `retention_in_days` to 365 or more, or copy the logs to S3, where keeping them costs less. The
# input `log_retention_days` asks for another number.
# iaclint-controls: CloudWatch.16
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_338

input "log_retention_days" {
  type        = number
  default     = 365
  description = "For how many days at least a log group keeps its logs."
}

resource_policy "aws_cloudwatch_log_group" "cloudwatch_log_retention_short" {
  enforcement_level = "advisory"

  locals {
    # Without a retention, or with 0, they are kept for ever.
    days = core::try(attrs.retention_in_days == null ? 0 : attrs.retention_in_days, 0)
  }

  enforce {
    condition     = local.days == 0 || local.days >= input.log_retention_days
    error_message = "The log group keeps its logs for ${local.days} days, less than ${input.log_retention_days}"
  }
}
