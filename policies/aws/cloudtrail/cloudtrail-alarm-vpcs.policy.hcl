# iaclint-id: cloudtrail-alarm-vpcs
# iaclint-summary: No alarm tells of changes of VPCs.
# iaclint-why: A peering that somebody accepted lets another network in.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail whose pattern names `CreateVpc`,
# `DeleteVpc`, `ModifyVpcAttribute` and 4 other events, and an aws_cloudwatch_metric_alarm on its metric.
# iaclint-controls: CloudWatch.14, CIS 4.14
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0160, kics:9d0d4512-1959-43a2-a17f-72360ff06d1b
# iaclint-security: 3.0

locals {
  # What patterns of filters must name, all together.
  words = [
    "CreateVpc",
    "DeleteVpc",
    "ModifyVpcAttribute",
    "AcceptVpcPeeringConnection",
    "CreateVpcPeeringConnection",
    "DeleteVpcPeeringConnection",
    "RejectVpcPeeringConnection",
  ]
}

resource_policy "aws_cloudtrail" "alarm_vpcs" {
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
    error_message = "No alarm tells of changes of VPCs"
  }
}
