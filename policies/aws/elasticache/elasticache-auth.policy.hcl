# iaclint-summary: A cache asks nobody who they are.
# iaclint-why: Whatever reaches its port may read, change and delete all that is cached.
# iaclint-fix: Set `transit_encryption_enabled = true`, and `user_group_ids` with a group of users, or an
# `auth_token`.
# iaclint-controls: ElastiCache.6
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_31
# iaclint-security: 5.0
resource_policy "aws_elasticache_replication_group" "auth" {
  enforcement_level = "advisory"

  filter = core::try(attrs.global_replication_group_id, null) == null

  enforce {
    condition = (
      core::try(attrs.auth_token, null) != null ||
      core::length(core::coalesce(core::try(attrs.user_group_ids, null), [])) > 0
    )
    error_message = "The cache asks nobody who they are"
  }
}
