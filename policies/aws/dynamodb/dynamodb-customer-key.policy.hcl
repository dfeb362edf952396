# iaclint-id: dynamodb-customer-key
# iaclint-summary: A table is not encrypted with a key of one's own.
# iaclint-why: DynamoDB encrypts it with a key of AWS: no key policy can keep anyone from the data, and the key cannot
# be revoked.
# iaclint-fix: Add `server_side_encryption` with `enabled = true` and the ARN of an aws_kms_key as `kms_key_arn`, and
# `kms_key_arn` of each replica.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_119, checkov:CKV_AWS_271, trivy:AWS-0025
# iaclint-security: 2.0

resource_policy "aws_dynamodb_table" "dynamodb_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.server_side_encryption[0].kms_key_arn, null)
    # The id of a key is no alias.
    own = local.key != null && (
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  enforce {
    condition = (
      core::try(attrs.server_side_encryption[0].enabled, false) == true &&
      (local.own || core::try(!core::startswith(local.key, "alias/aws/"), false))
    )
    error_message = "The table is not encrypted with a key of your own"
  }

  enforce {
    condition = core::alltrue([
      for replica in core::try(attrs.replica, []) : core::try(replica.kms_key_arn, null) != null
    ])
    error_message = "A replica of the table is not encrypted with a key of your own"
  }
}

resource_policy "aws_dynamodb_table_replica" "dynamodb_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null
    error_message = "The replica is not encrypted with a key of your own"
  }
}
