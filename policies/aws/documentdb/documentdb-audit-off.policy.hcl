# iaclint-summary: A parameter group of DocumentDB leaves the audit log off.
# iaclint-why: Clusters of the group write down neither who signed in nor what was changed; an export to CloudWatch
# stays empty.
# iaclint-fix: Add the parameter `audit_logs` with the value `enabled`, or `all` to have reads and writes too.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_104
# iaclint-security: 3.0
resource_policy "aws_docdb_cluster_parameter_group" "audit_off" {
  enforcement_level = "advisory"

  locals {
    said = [for one in core::try(attrs.parameter, []) : core::lower(one.value) if one.name == "audit_logs"]
  }

  enforce {
    condition     = core::length([for one in local.said : one if !core::contains(["disabled", "none"], one)]) > 0
    error_message = "The audit log is off"
  }
}
