policytest {
  targets = ["sagemaker-endpoint-customer-key.policy.hcl"]
}

resource "aws_sagemaker_endpoint_configuration" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_sagemaker_endpoint_configuration" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_sagemaker_endpoint_configuration" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_sagemaker_endpoint_configuration" "unknown" {
  skip  = true
  attrs = { kms_key_arn = "" }
}
