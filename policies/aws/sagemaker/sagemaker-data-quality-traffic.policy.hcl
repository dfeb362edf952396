# iaclint-id: sagemaker-data-quality-traffic
# iaclint-summary: The instances of a data quality job of SageMaker talk to each other without encryption.
# iaclint-why: What they look at goes in plain text from one to the other.
# iaclint-fix: Add `network_config` with `enable_inter_container_traffic_encryption = true`. The job may take longer.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_369
# iaclint-security: 3.0

resource_policy "aws_sagemaker_data_quality_job_definition" "sagemaker_data_quality_traffic" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.network_config[0].enable_inter_container_traffic_encryption, false) == true
    error_message = "Instances of the job talk to each other without encryption"
  }
}
