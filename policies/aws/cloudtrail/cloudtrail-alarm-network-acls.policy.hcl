# iaclint-id: cloudtrail-alarm-network-acls
# iaclint-summary: No alarm tells of changes of network ACLs.
# iaclint-why: A rule that somebody changed by hand opens a subnet, or cuts it off.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names
# `CreateNetworkAcl`, `CreateNetworkAclEntry`, `DeleteNetworkAcl` and 3 other events, and an
# aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CloudWatch.11, CIS 4.11
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0157, kics:0a8e8dc5-b6fc-44fc-b5a1-969ec950f9b0
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "CreateNetworkAcl",
    "CreateNetworkAclEntry",
    "DeleteNetworkAcl",
    "DeleteNetworkAclEntry",
    "ReplaceNetworkAclEntry",
    "ReplaceNetworkAclAssociation",
  ]
}

resource_policy "aws_cloudtrail" "alarm_network_acls" {
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
    error_message = "No alarm tells of changes of network ACLs"
  }
}
