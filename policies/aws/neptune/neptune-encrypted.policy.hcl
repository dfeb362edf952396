# iaclint-summary: The storage of a cluster of Neptune is not encrypted.
# iaclint-why: Its snapshots and backups are not encrypted either, and it cannot be switched on later: the cluster must
# be restored from a snapshot into a new one.
# iaclint-fix: Set `storage_encrypted = true`.
# iaclint-controls: Neptune.1
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_44, trivy:AWS-0076, kics:98d59056-f745-4ef5-8613-32bca8d40b7e
# iaclint-security: 7.0

# A replica is as its source is, and what is restored as the snapshot is.
resource_policy "aws_neptune_cluster" "encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = (
    core::try(attrs.replication_source_identifier, null) == null && core::try(attrs.snapshot_identifier, null) == null
  )

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The storage of the cluster is not encrypted"
  }
}
