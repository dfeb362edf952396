# iaclint-id: rds-encrypted
# iaclint-summary: The storage of a database is not encrypted.
# iaclint-why: Snapshots, replicas and backups are not encrypted either, and it cannot be switched on later: the
# database must be restored from an encrypted copy of a snapshot.
# iaclint-fix: Set `storage_encrypted = true`.
# iaclint-controls: RDS.3, RDS.27, CIS 2.3.1
# iaclint-groups: default, encryption, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_16, checkov:CKV_AWS_96, trivy:AWS-0080, trivy:AWS-0079,
# kics:08bd0760-8752-44e1-9779-7bb369b2b4e4
# iaclint-security: 7.0

# A replica is as its source is, and what is restored as the snapshot is.
resource_policy "aws_db_instance" "encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = (
    core::try(attrs.replicate_source_db, null) == null &&
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The storage of the database is not encrypted"
  }
}

# Clusters of other engines than Aurora, with a writer and two readers. Those of Aurora: rds-aurora-encrypted.
resource_policy "aws_rds_cluster" "encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = (
    core::contains(["mysql", "postgres"], core::coalesce(core::try(attrs.engine, null), "-")) &&
    core::try(attrs.replication_source_identifier, null) == null &&
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The storage of the cluster is not encrypted"
  }
}
