policytest {
  targets = ["sagemaker-data-quality-traffic.policy.hcl"]
}

resource "aws_sagemaker_data_quality_job_definition" "good" {
  attrs = { network_config = [{ enable_inter_container_traffic_encryption = true }] }
}

resource "aws_sagemaker_data_quality_job_definition" "off" {
  expect_failure = true
  attrs          = { network_config = [{ enable_inter_container_traffic_encryption = false }] }
}

resource "aws_sagemaker_data_quality_job_definition" "left_out" {
  expect_failure = true
  attrs          = { network_config = [] }
}

resource "aws_sagemaker_data_quality_job_definition" "left_out_within" {
  expect_failure = true
  attrs          = { network_config = [{}] }
}

# iaclint-unknown: network_config[0].enable_inter_container_traffic_encryption
# iaclint-expect: undetermined
resource "aws_sagemaker_data_quality_job_definition" "unknown" {
  skip  = true
  attrs = { network_config = [{ enable_inter_container_traffic_encryption = true }] }
}
