# iaclint-summary: A cluster of Aurora MySQL cannot be set back in place.
# iaclint-why: To undo a wrong statement one must restore a backup into a new cluster and move all clients to it,
# which takes hours.
# iaclint-fix: Set `backtrack_window` to some seconds, such as 86400 for a day. It can only be switched on for a new
# cluster, and changes that are kept are paid for.
# iaclint-controls: RDS.14
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_326
resource_policy "aws_rds_cluster" "backtrack" {
  enforcement_level = "advisory"

  filter = (
    core::coalesce(core::try(attrs.engine, null), "aurora-mysql") == "aurora-mysql" &&
    core::try(attrs.global_cluster_identifier, null) == null &&
    core::length(core::try(attrs.serverlessv2_scaling_configuration, [])) == 0
  )

  enforce {
    condition     = core::coalesce(core::try(attrs.backtrack_window, null), 0) > 0
    error_message = "The cluster cannot be set back in place"
  }
}
