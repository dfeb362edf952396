# iaclint-summary: A delivery stream is not encrypted with a key of one's own.
# iaclint-why: Nobody can see who used AWS's key, and it cannot be withdrawn.
# iaclint-fix: Set `enabled = true`, `key_type = "CUSTOMER_MANAGED_CMK"` and `key_arn` in `server_side_encryption`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_241
# iaclint-security: 2.0
resource_policy "aws_kinesis_firehose_delivery_stream" "customer_key" {
  enforcement_level = "advisory"

  # What comes from a stream or a topic is encrypted there.
  filter = (
    core::length(core::try(attrs.kinesis_source_configuration, [])) == 0 &&
    core::length(core::try(attrs.msk_source_configuration, [])) == 0
  )

  enforce {
    condition = (
      core::try(attrs.server_side_encryption[0].enabled, false) == true &&
      core::try(attrs.server_side_encryption[0].key_type, null) == "CUSTOMER_MANAGED_CMK" &&
      core::try(attrs.server_side_encryption[0].key_arn, null) != null &&
      core::try(attrs.server_side_encryption[0].key_arn, null) != ""
    )
    error_message = "The delivery stream is not encrypted with a key of your own"
  }
}
