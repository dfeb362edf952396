# iaclint-summary: A table of Keyspaces is not encrypted with a key of one's own.
# iaclint-why: A key of AWS has no policy of one's own: one can neither say who may decrypt the table nor withdraw it.
# iaclint-fix: Add `encryption_specification` with `type = "CUSTOMER_MANAGED_KMS_KEY"` and the ARN of an aws_kms_key as
# `kms_key_identifier`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_265
# iaclint-security: 2.0
resource_policy "aws_keyspaces_table" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.encryption_specification[0].kms_key_identifier, null)
  }

  enforce {
    condition = (
      core::try(attrs.encryption_specification[0].type, null) == "CUSTOMER_MANAGED_KMS_KEY" &&
      local.key != null && local.key != ""
    )
    error_message = "The table is not encrypted with a key of your own"
  }
}
