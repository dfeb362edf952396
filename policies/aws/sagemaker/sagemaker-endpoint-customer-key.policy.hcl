# iaclint-id: sagemaker-endpoint-customer-key
# iaclint-summary: The disks of an endpoint of SageMaker are not encrypted with a key of one's own.
# iaclint-why: Models and requests lie on them. Without a key of one's own no key policy says who may read them, and
# nothing can be withdrawn.
# iaclint-fix: Set `kms_key_arn` to the ARN of an aws_kms_key. The disks that some instance types have built in are
# always encrypted by the hardware, and take no key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_98, kics:58b35504-0287-4154-bf69-02c0573deab8
# iaclint-security: 2.0

resource_policy "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_arn, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disks of the endpoint are not encrypted with a key of your own"
  }
}
