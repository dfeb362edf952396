policytest {
  targets = ["sagemaker-notebook-imdsv2.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "two" {
  attrs = { instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }] }
}

resource "aws_sagemaker_notebook_instance" "one" {
  expect_failure = true
  attrs          = { instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "1" }] }
}

resource "aws_sagemaker_notebook_instance" "left_out" {
  expect_failure = true
  attrs          = { instance_metadata_service_configuration = [] }
}

resource "aws_sagemaker_notebook_instance" "left_out_within" {
  expect_failure = true
  attrs          = { instance_metadata_service_configuration = [{}] }
}

# iaclint-unknown: instance_metadata_service_configuration[0].minimum_instance_metadata_service_version
# iaclint-expect: undetermined
resource "aws_sagemaker_notebook_instance" "unknown" {
  skip  = true
  attrs = { instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }] }
}
