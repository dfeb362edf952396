# iaclint-id: cloudtrail-alarm-organization
# iaclint-summary: No alarm tells of changes of the organization.
# iaclint-why: An account that leaves, or a policy that is detached, takes the guard rails of all its users away.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names
# `organizations.amazonaws.com`, `AcceptHandshake`, `AttachPolicy` and 16 other events, and an
# aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CIS 4.15
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0174, kics:38b85c45-e772-4de8-a247-69619ca137b3
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "organizations.amazonaws.com",
    "AcceptHandshake",
    "AttachPolicy",
    "CreateAccount",
    "CreateOrganizationalUnit",
    "CreatePolicy",
    "DeclineHandshake",
    "DeleteOrganization",
    "DeleteOrganizationalUnit",
    "DeletePolicy",
    "DetachPolicy",
    "DisablePolicyType",
    "EnablePolicyType",
    "InviteAccountToOrganization",
    "LeaveOrganization",
    "MoveAccount",
    "RemoveAccountFromOrganization",
    "UpdatePolicy",
    "UpdateOrganizationalUnit",
  ]
}

resource_policy "aws_cloudtrail" "alarm_organization" {
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
    error_message = "No alarm tells of changes of the organization"
  }
}
