policytest {
  targets = ["sqs-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_sqs_queue" "own" {
  attrs = { kms_master_key_id = aws_kms_key.data.attrs.key_id }
}

resource "aws_sqs_queue" "alias" {
  attrs = { kms_master_key_id = "alias/shop" }
}

resource "aws_sqs_queue" "of_aws" {
  expect_failure = true
  attrs          = { kms_master_key_id = "alias/aws/sqs" }
}

resource "aws_sqs_queue" "of_aws_by_arn" {
  expect_failure = true
  attrs          = { kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:alias/aws/sqs" }
}

resource "aws_sqs_queue" "without" {
  attrs = { name = "orders" }
}

# iaclint-unknown: kms_master_key_id
# iaclint-expect: undetermined
resource "aws_sqs_queue" "unknown" {
  skip  = true
  attrs = { name = "orders" }
}
