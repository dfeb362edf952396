policytest {
  targets = ["sagemaker-flow-customer-key.policy.hcl"]
}

resource "aws_sagemaker_flow_definition" "own" {
  attrs = { output_config = [{ kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }
}

resource "aws_sagemaker_flow_definition" "of_aws" {
  expect_failure = true
  attrs          = { output_config = [{}] }
}

# iaclint-unknown: output_config[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_sagemaker_flow_definition" "unknown" {
  skip  = true
  attrs = { output_config = [{ kms_key_id = "" }] }
}
