# iaclint-summary: The storage of a cluster of DocumentDB is not encrypted.
# iaclint-why: Its snapshots and backups are not encrypted either, and it cannot be switched on later: the cluster must
# be restored from a snapshot into a new one.
# iaclint-fix: Set `storage_encrypted = true`.
# iaclint-controls: DocumentDB.1
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_74, trivy:AWS-0021, kics:bc1f9009-84a0-490f-ae09-3e0ea6d74ad6
# iaclint-security: 7.0

# What is restored is as it was.
resource_policy "aws_docdb_cluster" "encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = (
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The storage of the cluster is not encrypted"
  }
}
