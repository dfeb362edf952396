# iaclint-summary: A cluster of Neptune does not send its audit log to CloudWatch.
# iaclint-why: Who asked for what is written down nowhere, or in files of the instance that are soon overwritten.
# iaclint-fix: Add `audit` to `enable_cloudwatch_logs_exports`, and set the parameter `neptune_enable_audit_log` to 1.
# iaclint-controls: Neptune.2
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_101, trivy:AWS-0075, kics:45cff7b6-3b80-40c1-ba7b-2cf480678bb8
# iaclint-security: 3.0
resource_policy "aws_neptune_cluster" "audit_log" {
  enforcement_level = "advisory"

  locals {
    exported = core::coalesce(core::try(attrs.enable_cloudwatch_logs_exports, null), [])
  }

  enforce {
    condition     = core::contains(local.exported, "audit")
    error_message = "The audit log does not go to CloudWatch"
  }
}
