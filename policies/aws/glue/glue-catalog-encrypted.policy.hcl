# iaclint-summary: The Data Catalog of Glue leaves its metadata or the passwords of connections unencrypted.
# iaclint-why: Whoever may read a connection gets the password of the database in plain text, and names of tables and
# columns tell much of the data.
# iaclint-fix: Set `catalog_encryption_mode = "SSE-KMS"` and `return_connection_password_encrypted = true`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_94, kics:01d50b14-e933-4c99-b314-6d08cd37ad35
# iaclint-security: 4.0
resource_policy "aws_glue_data_catalog_encryption_settings" "catalog_encrypted" {
  enforcement_level = "advisory"

  locals {
    metadata  = core::try(attrs.data_catalog_encryption_settings[0].encryption_at_rest[0], {})
    passwords = core::try(attrs.data_catalog_encryption_settings[0].connection_password_encryption[0], {})
  }

  enforce {
    condition     = core::try(core::startswith(local.metadata.catalog_encryption_mode, "SSE-KMS"), false)
    error_message = "The metadata is not encrypted"
  }

  enforce {
    condition     = core::try(local.passwords.return_connection_password_encrypted, false) == true
    error_message = "Passwords of connections are handed out in plain text"
  }
}
