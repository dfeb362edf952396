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

resource "aws_sagemaker_endpoint_configuration" "built_in" {
  attrs = { production_variants = [{ instance_type = "ml.g5.xlarge" }] }
}

resource "aws_sagemaker_endpoint_configuration" "shadow_built_in" {
  attrs = { production_variants = [{ instance_type = "ml.m5.large" }], shadow_production_variants = [{ instance_type = "ml.m5d.large" }] }
}

resource "aws_sagemaker_endpoint_configuration" "not_built_in" {
  expect_failure = true
  attrs          = { production_variants = [{ instance_type = "ml.m5.large" }] }
}

# iaclint-unknown: production_variants[0].instance_type
# iaclint-expect: undetermined
resource "aws_sagemaker_endpoint_configuration" "unknown_type" {
  skip  = true
  attrs = { production_variants = [{ instance_type = "" }] }
}
