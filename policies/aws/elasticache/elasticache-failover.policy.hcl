# iaclint-summary: A replication group does not promote a replica when its primary node fails.
# iaclint-why: Nothing can be written until somebody promotes a replica by hand, or AWS has replaced the node.
# iaclint-fix: Set `automatic_failover_enabled = true`, which needs a replica, and `multi_az_enabled = true`.
# iaclint-controls: ElastiCache.3
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV2_AWS_50
resource_policy "aws_elasticache_replication_group" "failover" {
  enforcement_level = "advisory"

  # Those of a global datastore follow its primary one.
  filter = core::try(attrs.global_replication_group_id, null) == null

  enforce {
    condition     = core::try(attrs.automatic_failover_enabled, false) == true
    error_message = "No replica takes over when the primary node fails"
  }
}
