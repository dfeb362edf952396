# iaclint-summary: Backups that are copied to another region are encrypted with a key of AWS.
# iaclint-why: One cannot say who may decrypt them there, and cannot withdraw the key. Backups of an encrypted
# database need a key of that region.
# iaclint-fix: Set `kms_key_id` to the ARN of a key of your own in the region of the copies.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_245
# iaclint-security: 3.0
resource_policy "aws_db_instance_automated_backups_replication" "replicated_backup_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The copies are encrypted with a key of AWS"
  }
}
