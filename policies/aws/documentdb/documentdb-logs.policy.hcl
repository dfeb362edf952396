# iaclint-summary: A cluster of DocumentDB sends none of its logs to CloudWatch.
# iaclint-why: Who did what, and what took long, can be found out by nobody.
# iaclint-fix: Set `enabled_cloudwatch_logs_exports = ["audit", "profiler"]`, and switch both on in the parameter group.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_85, trivy:AWS-0020
resource_policy "aws_docdb_cluster" "logs" {
  enforcement_level = "advisory"

  locals {
    exported = core::coalesce(core::try(attrs.enabled_cloudwatch_logs_exports, null), [])
  }

  enforce {
    condition     = core::anytrue([for log in local.exported : core::contains(["audit", "profiler"], log)])
    error_message = "None of the cluster's logs goes to CloudWatch"
  }
}
