# iaclint-summary: A file system is not encrypted with a key of one's own.
# iaclint-why: The key `aws/elasticfilesystem` is AWS's: its policy cannot be changed, and it cannot be revoked or
# shared with the account that keeps the backups.
# iaclint-fix: Set `encrypted = true`, and `kms_key_id` to the ARN of an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_184, kics:25d251f3-f348-4f95-845c-1090e41a615c
# iaclint-security: 2.0
resource_policy "aws_efs_file_system" "efs_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The file system is not encrypted with a key of your own"
  }
}
