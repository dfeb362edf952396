# iaclint-summary: The storage of a database instance is not encrypted.
# iaclint-why: Snapshots, replicas and backups are not encrypted either, and it cannot be switched on later: the
# instance must be restored from an encrypted copy of a snapshot.
# iaclint-fix: Set `storage_encrypted = true`.
# iaclint-controls: RDS.3, CIS 2.2.1
# iaclint-groups: default, encryption, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_16, trivy:AWS-0080, kics:rds_storage_not_encrypted
# iaclint-security: 7.0
resource_policy "aws_db_instance" "rds_encrypted" {
  enforcement_level = "mandatory_overridable"

  # A replica is as its source is, and a cluster's member as the cluster is.
  filter = core::try(attrs.replicate_source_db, null) == null

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The storage of the database is not encrypted"
  }
}
