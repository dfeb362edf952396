# iaclint-id: sagemaker-data-quality-volume-key
# iaclint-summary: The disks of a data quality job of SageMaker are encrypted with a key of AWS.
# iaclint-why: The data that it looks at lie on them. Under a key of AWS no key policy says who may read them.
# iaclint-fix: Set `volume_kms_key_id` in `cluster_config` to an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_368
# iaclint-security: 2.0

resource_policy "aws_sagemaker_data_quality_job_definition" "sagemaker_data_quality_volume_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.job_resources[0].cluster_config[0].volume_kms_key_id, null)
    # With disks that are built in AWS refuses a key.
    built_in = "^ml[.]([a-z]+[0-9]+[a-z]*d[a-z]*|g[56]e?|p5[a-z]*|p6[-a-z0-9]*|trn[0-9][a-z]*)[.]"
    refused  = core::try(core::regex_match(attrs.job_resources[0].cluster_config[0].instance_type, local.built_in), false)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = local.refused || (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disks of the job are encrypted with a key of AWS"
  }
}
