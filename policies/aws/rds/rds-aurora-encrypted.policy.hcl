# iaclint-summary: A cluster of Aurora does not ask for its storage to be encrypted.
# iaclint-why: A cluster that was made before 18 February 2026 keeps its data, backups and snapshots unencrypted. AWS
# encrypts newer ones all the same, with a key that it owns, whose use is in nobody's trail.
# iaclint-fix: Set `storage_encrypted = true`. A cluster that exists is replaced by that: restore it from a snapshot
# with a key first.
# iaclint-controls: RDS.27
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_96, trivy:AWS-0079, kics:3199c26c-7871-4cb3-99c2-10a59244ce7f,
# kics:1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e, kics:656880aa-1388-488f-a6d4-8f73c23149b2
# iaclint-security: 5.0
resource_policy "aws_rds_cluster" "aurora_encrypted" {
  enforcement_level = "advisory"

  filter = (
    core::startswith(core::coalesce(core::try(attrs.engine, null), "aurora"), "aurora") &&
    core::try(attrs.engine_mode, null) != "serverless" &&
    core::try(attrs.replication_source_identifier, null) == null &&
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The cluster does not ask for its storage to be encrypted"
  }
}
