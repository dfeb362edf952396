# iaclint-summary: A cluster of Redshift makes no snapshots by itself.
# iaclint-why: What is deleted by mistake or lost with the cluster cannot be brought back.
# iaclint-fix: Remove `automated_snapshot_retention_period = 0`, or set it to the number of days to keep snapshots.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_343
resource_policy "aws_redshift_cluster" "snapshots" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.automated_snapshot_retention_period, null), 1) > 0
    error_message = "The cluster makes no snapshots by itself"
  }
}
