# iaclint-summary: A backup vault is not encrypted with a key of one's own.
# iaclint-why: The key `aws/backup` is AWS's: its policy cannot be changed, so that one can neither say who may decrypt
# backups, such as another account that is to restore them, nor withdraw it.
# iaclint-fix: Set `kms_key_arn` to the ARN of an aws_kms_key. A vault that exists is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_166
# iaclint-security: 2.5
resource_policy "aws_backup_vault" "vault_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != ""
    error_message = "The vault is not encrypted with a key of your own"
  }
}
