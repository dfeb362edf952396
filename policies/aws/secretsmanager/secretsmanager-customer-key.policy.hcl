# iaclint-summary: A secret is not encrypted with a key of one's own.
# iaclint-why: With `aws/secretsmanager` whoever may read the secret may decrypt it, no key policy stands in between,
# and other accounts cannot be given it.
# iaclint-fix: Set `kms_key_id`, also of each `replica`, to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_149, trivy:AWS-0098, kics:a2f548f2-188c-4fff-b172-e9a6acb216bd,
# kics:b0d3ef3f-845d-4b1b-83d6-63a5a380375f
# iaclint-security: 2.0
resource_policy "aws_secretsmanager_secret" "secretsmanager_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
  }

  enforce {
    condition = (local.key != null && (
      core::try(!core::startswith(local.key, "alias/aws/") && local.key != "", false) ||
      core::length(core::getresources("aws_kms_key", { arn = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    ))
    error_message = "The secret is not encrypted with a key of your own"
  }

  enforce {
    condition = core::alltrue([
      for replica in core::try(attrs.replica, []) : core::try(replica.kms_key_id, null) != null
    ])
    error_message = "A replica of the secret is not encrypted with a key of your own"
  }
}
