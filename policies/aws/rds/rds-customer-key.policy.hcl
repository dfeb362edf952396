# iaclint-id: rds-customer-key
# iaclint-summary: A database is encrypted with a key of AWS.
# iaclint-why: Such a key has no policy of one's own: one cannot say who may decrypt, cannot withdraw it, and cannot
# share a snapshot with another account.
# iaclint-fix: Set `kms_key_id` to the ARN of a key of your own. A database that exists is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_327, trivy:AWS-0079
# iaclint-security: 3.0

resource_policy "aws_db_instance" "customer_key" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.storage_encrypted, false) == true &&
    core::try(attrs.replicate_source_db, null) == null &&
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The database is encrypted with a key of AWS"
  }
}

resource_policy "aws_rds_cluster" "customer_key" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.replication_source_identifier, null) == null &&
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The cluster is encrypted with a key of AWS"
  }
}
