# iaclint-id: opensearch-customer-key
# iaclint-summary: A domain of OpenSearch is not encrypted with a key of one's own.
# iaclint-why: The key `aws/es` is AWS's: its policy cannot be changed, so that one can neither say who may decrypt the
# data nor withdraw it.
# iaclint-fix: Set `enabled = true` and `kms_key_id` to the ARN of an aws_kms_key in `encrypt_at_rest`. A domain that
# exists is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_247, kics:7af2f4a3-00d9-47f3-8d15-ca0888f4e5b2
# iaclint-security: 2.5

resource_policy "aws_opensearch_domain" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.encrypt_at_rest[0].kms_key_id, null)
    # A key that is named by its `key_id` is one, although nobody knows it yet.
    made = core::getresources("aws_kms_key", { key_id = local.key })
  }

  enforce {
    condition = (
      core::try(attrs.encrypt_at_rest[0].enabled, true) != false &&
      local.key != null && (local.key != "" || core::length(local.made) > 0)
    )
    error_message = "The domain is not encrypted with a key of your own"
  }
}

resource_policy "aws_elasticsearch_domain" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.encrypt_at_rest[0].kms_key_id, null)
    # A key that is named by its `key_id` is one, although nobody knows it yet.
    made = core::getresources("aws_kms_key", { key_id = local.key })
  }

  enforce {
    condition = (
      core::try(attrs.encrypt_at_rest[0].enabled, true) != false &&
      local.key != null && (local.key != "" || core::length(local.made) > 0)
    )
    error_message = "The domain is not encrypted with a key of your own"
  }
}
