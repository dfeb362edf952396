# iaclint-id: sagemaker-flow-customer-key
# iaclint-summary: What people answer in a review flow of SageMaker is encrypted with a key of AWS.
# iaclint-why: It holds the data that they were shown. Under a key of AWS no key policy says who may read it.
# iaclint-fix: Set `kms_key_id` in `output_config` to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_372
# iaclint-security: 2.0

resource_policy "aws_sagemaker_flow_definition" "sagemaker_flow_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.output_config[0].kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The answers of the reviewers are encrypted with a key of AWS"
  }
}
