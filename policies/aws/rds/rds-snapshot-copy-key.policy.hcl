# iaclint-id: rds-snapshot-copy-key
# iaclint-summary: A copy of a snapshot is encrypted with a key of AWS, or not at all.
# iaclint-why: Without a key of one's own the copy cannot be shared with another account, and one cannot say who may
# decrypt it.
# iaclint-fix: Set `kms_key_id` to the ARN of a key of your own.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_266
# iaclint-security: 3.0

resource_policy "aws_db_snapshot_copy" "snapshot_copy_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The copy has no key of its own"
  }
}

resource_policy "aws_rds_cluster_snapshot_copy" "snapshot_copy_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The copy has no key of its own"
  }
}
