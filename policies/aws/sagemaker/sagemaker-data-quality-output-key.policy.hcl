# iaclint-id: sagemaker-data-quality-output-key
# iaclint-summary: The results of a data quality job of SageMaker are encrypted with a key of AWS.
# iaclint-why: They say much of the data that was looked at. Under a key of AWS no key policy says who may read them.
# iaclint-fix: Set `kms_key_id` in `data_quality_job_output_config` to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_367
# iaclint-security: 2.0

resource_policy "aws_sagemaker_data_quality_job_definition" "sagemaker_data_quality_output_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.data_quality_job_output_config[0].kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The results of the job are encrypted with a key of AWS"
  }
}
