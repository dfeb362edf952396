# iaclint-id: rds-enhanced-monitoring
# iaclint-summary: The host of a database is not watched from within.
# iaclint-why: Without enhanced monitoring one sees what the hypervisor sees: not which process takes the memory or
# the processor, nor what happened within a minute.
# iaclint-fix: Set `monitoring_interval` to 60 or less, and `monitoring_role_arn`.
# iaclint-controls: RDS.6
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_118

resource_policy "aws_db_instance" "enhanced_monitoring" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.monitoring_interval, null), 0) > 0
    error_message = "Enhanced monitoring is off"
  }
}

resource_policy "aws_rds_cluster_instance" "enhanced_monitoring" {
  enforcement_level = "advisory"

  locals {
    clusters = core::getresources("aws_rds_cluster", { id = attrs.cluster_identifier })
    watched  = [for one in local.clusters : core::coalesce(core::try(one.monitoring_interval, null), 0) > 0]
  }

  enforce {
    condition     = core::coalesce(core::try(attrs.monitoring_interval, null), 0) > 0 || core::anytrue(local.watched)
    error_message = "Enhanced monitoring is off"
  }
}
