# iaclint-id: sagemaker-endpoint-customer-key
# iaclint-summary: The disks of an endpoint of SageMaker are not encrypted with a key of one's own.
# iaclint-why: Models and requests lie on them. Without a key of one's own no key policy says who may read them, and
# nothing can be withdrawn.
# iaclint-fix: Set `kms_key_arn` to the ARN of an aws_kms_key. Disks that an instance type has built in are encrypted by
# the hardware, and AWS refuses a key there.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_98, kics:58b35504-0287-4154-bf69-02c0573deab8
# iaclint-security: 2.0

resource_policy "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_arn, null)
    # With disks that are built in AWS refuses a key.
    built_in = "^ml[.]([a-z]+[0-9]+[a-z]*d[a-z]*|g[56]e?|p5[a-z]*|p6[-a-z0-9]*|trn[0-9][a-z]*)[.]"
    refused = core::anytrue([
      for one in core::concat(
        [for one in core::try(attrs.production_variants, []) : one],
        [for one in core::try(attrs.shadow_production_variants, []) : one]
      ) : core::try(core::regex_match(one.instance_type, local.built_in), false)
    ])
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = local.refused || (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disks of the endpoint are not encrypted with a key of your own"
  }
}
