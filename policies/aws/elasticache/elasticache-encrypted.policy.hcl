# iaclint-id: elasticache-encrypted
# iaclint-summary: A cache keeps its data unencrypted on disk.
# iaclint-why: What it writes there for replication and backups can be read by whoever gets at the disk or a backup,
# and it cannot be switched on later: the group is replaced.
# iaclint-fix: Set `at_rest_encryption_enabled = true`.
# iaclint-controls: ElastiCache.4
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_29, trivy:AWS-0045, kics:76976de7-c7b1-4f64-a94f-90c1345914c2
# iaclint-security: 6.5

# Valkey is encrypted unless something else is said; a member of a global group is as the group is.
resource_policy "aws_elasticache_replication_group" "encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.global_replication_group_id, null) == null

  locals {
    # The provider takes it as a text.
    is_encrypted = core::try(core::tostring(attrs.at_rest_encryption_enabled), null)
  }

  enforce {
    condition = (
      local.is_encrypted == "true" || local.is_encrypted == null && core::try(attrs.engine, null) == "valkey"
    )
    error_message = "The cache keeps its data unencrypted on disk"
  }
}
