# iaclint-summary: A cluster of DocumentDB does not send its audit log to CloudWatch.
# iaclint-why: Who signed in, and what they read or changed, cannot be found out afterwards.
# iaclint-fix: Add `audit` to `enabled_cloudwatch_logs_exports`, and set the parameter `audit_logs` of its parameter
# group.
# iaclint-controls: DocumentDB.4
# iaclint-groups: logging, fsbp
# iaclint-peers: kics:56f6a008-1b14-4af4-b9b2-ab7cf7e27641
# iaclint-security: 3.0
resource_policy "aws_docdb_cluster" "audit_log" {
  enforcement_level = "advisory"

  locals {
    exported = core::coalesce(core::try(attrs.enabled_cloudwatch_logs_exports, null), [])
  }

  enforce {
    condition     = core::contains(local.exported, "audit")
    error_message = "The audit log does not go to CloudWatch"
  }
}
