# iaclint-summary: The Data Catalog of Glue is not encrypted with a key of one's own.
# iaclint-why: The policy of `aws/glue` cannot be changed: whoever may read the catalog may decrypt it, and one cannot
# withdraw the key.
# iaclint-fix: Set `sse_aws_kms_key_id` of `encryption_at_rest` and `aws_kms_key_id` of `connection_password_encryption`
# to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_94, kics:01d50b14-e933-4c99-b314-6d08cd37ad35
# iaclint-security: 2.0
resource_policy "aws_glue_data_catalog_encryption_settings" "catalog_customer_key" {
  enforcement_level = "advisory"

  locals {
    metadata  = core::try(attrs.data_catalog_encryption_settings[0].encryption_at_rest[0], {})
    passwords = core::try(attrs.data_catalog_encryption_settings[0].connection_password_encryption[0], {})
  }

  enforce {
    condition     = core::try(local.metadata.sse_aws_kms_key_id, null) != null
    error_message = "The metadata is not encrypted with a key of your own"
  }

  enforce {
    condition     = core::try(local.passwords.aws_kms_key_id, null) != null
    error_message = "Passwords of connections are not encrypted with a key of your own"
  }
}
