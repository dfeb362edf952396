# iaclint-summary: A database of Timestream is not encrypted with a key of one's own.
# iaclint-why: The key `alias/aws/timestream` is AWS's: its policy cannot be changed, so that one can neither say who
# may decrypt the data nor withdraw it.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_160
# iaclint-security: 2.0
resource_policy "aws_timestreamwrite_database" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
    # A key that is named by its `key_id` is one, although nobody knows it yet.
    made = core::getresources("aws_kms_key", { key_id = local.key })
  }

  enforce {
    condition     = local.key != null && (local.key != "" || core::length(local.made) > 0)
    error_message = "The database is not encrypted with a key of your own"
  }
}
