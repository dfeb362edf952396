policytest {
  targets = ["sagemaker-notebook-customer-key.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_sagemaker_notebook_instance" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_sagemaker_notebook_instance" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_sagemaker_notebook_instance" "unknown" {
  skip  = true
  attrs = { kms_key_id = "" }
}

resource "aws_sagemaker_domain" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_sagemaker_domain" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_sagemaker_domain" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_sagemaker_domain" "unknown" {
  skip  = true
  attrs = { kms_key_id = "" }
}
