policytest {
  targets = ["comprehend-model-customer-key.policy.hcl"]
}

resource "aws_comprehend_entity_recognizer" "own" {
  attrs = { model_kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_comprehend_entity_recognizer" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_comprehend_entity_recognizer" "empty" {
  expect_failure = true
  attrs          = { model_kms_key_id = "" }
}

# iaclint-unknown: model_kms_key_id
# iaclint-expect: undetermined
resource "aws_comprehend_entity_recognizer" "unknown" {
  skip  = true
  attrs = { model_kms_key_id = "" }
}

resource "aws_comprehend_document_classifier" "own" {
  attrs = { model_kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_comprehend_document_classifier" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_comprehend_document_classifier" "empty" {
  expect_failure = true
  attrs          = { model_kms_key_id = "" }
}

# iaclint-unknown: model_kms_key_id
# iaclint-expect: undetermined
resource "aws_comprehend_document_classifier" "unknown" {
  skip  = true
  attrs = { model_kms_key_id = "" }
}
