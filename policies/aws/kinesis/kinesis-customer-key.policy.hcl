# iaclint-summary: A stream is not encrypted with a key of one's own.
# iaclint-why: The policy of `alias/aws/kinesis` cannot be changed: one cannot say who may read the stream, nor let
# another account do so.
# iaclint-fix: Set `encryption_type = "KMS"`, and `kms_key_id` to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_185
# iaclint-security: 2.0
resource_policy "aws_kinesis_stream" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
    # The id or ARN of a key is no name of one.
    own = (
      core::length(core::getresources("aws_kms_key", { arn = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  enforce {
    condition = (
      local.key != null &&
      (local.own || core::try(local.key != "" && !core::endswith(local.key, "alias/aws/kinesis"), false))
    )
    error_message = "The stream is not encrypted with a key of your own"
  }
}
