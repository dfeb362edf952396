# iaclint-summary: A secret parameter is not encrypted with a key of one's own.
# iaclint-why: With `alias/aws/ssm` every principal of the account that may read parameters may decrypt it; no key
# policy stands in between.
# iaclint-fix: Set `key_id` to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_337
# iaclint-security: 2.0
resource_policy "aws_ssm_parameter" "ssm_customer_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.type, null) == "SecureString"

  locals {
    key = core::try(attrs.key_id, null)
  }

  enforce {
    condition = (local.key != null && (
      core::try(!core::startswith(local.key, "alias/aws/") && local.key != "", false) ||
      core::length(core::getresources("aws_kms_key", { arn = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    ))
    error_message = "The parameter is not encrypted with a key of your own"
  }
}
