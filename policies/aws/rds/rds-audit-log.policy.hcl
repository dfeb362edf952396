# iaclint-summary: A cluster of Aurora MySQL does not send its audit log to CloudWatch.
# iaclint-why: Who connected, and what was read or changed, stays on its host until the file is overwritten.
# iaclint-fix: Add `audit` to `enabled_cloudwatch_logs_exports`, and set the parameter `server_audit_logging` to 1.
# iaclint-controls: RDS.34
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_325
resource_policy "aws_rds_cluster" "audit_log" {
  enforcement_level = "advisory"

  filter = core::coalesce(core::try(attrs.engine, null), "aurora-mysql") == "aurora-mysql"

  enforce {
    condition     = core::contains(core::coalesce(core::try(attrs.enabled_cloudwatch_logs_exports, null), []), "audit")
    error_message = "The audit log does not go to CloudWatch"
  }
}
