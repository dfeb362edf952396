policytest {
  targets = ["appflow-customer-key.policy.hcl"]
}

resource "aws_appflow_flow" "own" {
  attrs = { kms_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_appflow_flow" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_appflow_flow" "empty" {
  expect_failure = true
  attrs          = { kms_arn = "" }
}

# iaclint-unknown: kms_arn
# iaclint-expect: undetermined
resource "aws_appflow_flow" "unknown" {
  skip  = true
  attrs = { kms_arn = "" }
}

resource "aws_appflow_connector_profile" "own" {
  attrs = { kms_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_appflow_connector_profile" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_appflow_connector_profile" "empty" {
  expect_failure = true
  attrs          = { kms_arn = "" }
}

# iaclint-unknown: kms_arn
# iaclint-expect: undetermined
resource "aws_appflow_connector_profile" "unknown" {
  skip  = true
  attrs = { kms_arn = "" }
}
