# iaclint-id: kendra-customer-key
# iaclint-summary: An index of Kendra is encrypted with a key of AWS.
# iaclint-why: An index holds the text of every document that it finds. Under a key of AWS no key policy says who may
# read it, and the key cannot be withdrawn.
# iaclint-fix: Add `server_side_encryption_configuration` with an aws_kms_key as `kms_key_id`. An index that exists is
# replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_262
# iaclint-security: 2.0

resource_policy "aws_kendra_index" "kendra_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.server_side_encryption_configuration[0].kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The index is encrypted with a key of AWS"
  }
}
