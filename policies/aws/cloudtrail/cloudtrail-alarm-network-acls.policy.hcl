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
  events = [
    "CreateNetworkAcl",
    "CreateNetworkAclEntry",
    "DeleteNetworkAcl",
    "DeleteNetworkAclEntry",
    "ReplaceNetworkAclEntry",
    "ReplaceNetworkAclAssociation",
  ]
  # A service as one of several alternatives, or two names at once.
  useless = core::join("|", [
    "([{]|[|]{2})[\\s(]*[$][.]eventSource\\s*=\\s*[^\\s()&|]+[\\s)]*([|]{2}|[}])",
    "eventName\\s*=\\s*[^\\s()&|]+[\\s)]*&&[\\s(]*[$][.]eventName\\s*=",
  ])
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
    # The events that each finds. One that matches every call of a service, or can match none, is of no use. A pattern
    # without conditions looks for words.
    named = [
      for pattern in local.patterns : core::regex_match(pattern, local.useless) ? [] : [
        for found in core::regexall(
          core::startswith(core::trimspace(pattern), "{") ? "eventName\\s*=\\s*\"?([A-Za-z*]+)" : "([A-Za-z]+)", pattern
        ) : found[0]
      ]
    ]
  }

  enforce {
    condition = core::alltrue([
      for event in local.events : core::anytrue([
        for names in local.named : core::contains(names, event) || core::anytrue([
          for name in names : core::endswith(name, "*") && core::startswith(event, core::trimsuffix(name, "*"))
        ])
      ])
    ])
    error_message = "No alarm tells of changes of network ACLs"
  }
}
