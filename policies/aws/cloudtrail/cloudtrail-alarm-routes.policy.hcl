# iaclint-id: cloudtrail-alarm-routes
# iaclint-summary: No alarm tells of changes of route tables.
# iaclint-why: A changed route sends traffic past the firewall, or nowhere.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names
# `CreateRoute`, `CreateRouteTable`, `ReplaceRoute` and 4 other events, and an aws_cloudwatch_metric_alarm on its
# metric.
# iaclint-controls: CloudWatch.13, CIS 4.13
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0159, kics:2285e608-ddbc-47f3-ba54-ce7121e31216
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "CreateRoute",
    "CreateRouteTable",
    "ReplaceRoute",
    "ReplaceRouteTableAssociation",
    "DeleteRouteTable",
    "DeleteRoute",
    "DisassociateRouteTable",
  ]
}

resource_policy "aws_cloudtrail" "alarm_routes" {
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
    error_message = "No alarm tells of changes of route tables"
  }
}
