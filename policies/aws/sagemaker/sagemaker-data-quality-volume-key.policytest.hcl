policytest {
  targets = ["sagemaker-data-quality-volume-key.policy.hcl"]
}

resource "aws_sagemaker_data_quality_job_definition" "own" {
  attrs = { job_resources = [{ cluster_config = [{ volume_kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }
}

resource "aws_sagemaker_data_quality_job_definition" "of_aws" {
  expect_failure = true
  attrs          = { job_resources = [{ cluster_config = [{}] }] }
}

# iaclint-unknown: job_resources[0].cluster_config[0].volume_kms_key_id
# iaclint-expect: undetermined
resource "aws_sagemaker_data_quality_job_definition" "unknown" {
  skip  = true
  attrs = { job_resources = [{ cluster_config = [{ volume_kms_key_id = "" }] }] }
}

resource "aws_sagemaker_data_quality_job_definition" "built_in" {
  attrs = { job_resources = [{ cluster_config = [{ instance_type = "ml.m5d.large" }] }] }
}
