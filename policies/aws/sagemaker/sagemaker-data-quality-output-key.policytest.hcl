policytest {
  targets = ["sagemaker-data-quality-output-key.policy.hcl"]
}

resource "aws_sagemaker_data_quality_job_definition" "own" {
  attrs = { data_quality_job_output_config = [{ kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }
}

resource "aws_sagemaker_data_quality_job_definition" "of_aws" {
  expect_failure = true
  attrs          = { data_quality_job_output_config = [{}] }
}

# iaclint-unknown: data_quality_job_output_config[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_sagemaker_data_quality_job_definition" "unknown" {
  skip  = true
  attrs = { data_quality_job_output_config = [{ kms_key_id = "" }] }
}
