# iaclint-id: elasticache-backup
# iaclint-summary: A cache of Redis or Valkey is not backed up.
# iaclint-why: When its nodes fail together or it is replaced, it starts empty; where it is used as a database, the
# data is lost.
# iaclint-fix: Set `snapshot_retention_limit` to the number of days to keep backups.
# iaclint-controls: ElastiCache.1
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_134, trivy:AWS-0050, kics:8fdb08a0-a868-4fdf-9c27-ccab0237f1ab

resource_policy "aws_elasticache_replication_group" "backup" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.snapshot_retention_limit, null), 0) > 0
    error_message = "The cache is not backed up"
  }
}

resource_policy "aws_elasticache_cluster" "backup" {
  enforcement_level = "advisory"

  filter = (
    core::contains(["redis", "valkey"], core::coalesce(core::try(attrs.engine, null), "-")) &&
    core::try(attrs.replication_group_id, null) == null &&
    # AWS backs this type up in no way.
    core::try(attrs.node_type, null) != "cache.t1.micro"
  )

  enforce {
    condition     = core::coalesce(core::try(attrs.snapshot_retention_limit, null), 0) > 0
    error_message = "The cache is not backed up"
  }
}
