policytest {
  targets = ["kinesis-key-missing.policy.hcl"]
}

resource "aws_kinesis_stream" "with" {
  attrs = { encryption_type = "KMS", kms_key_id = "alias/aws/kinesis" }
}

resource "aws_kinesis_stream" "without" {
  expect_failure = true
  attrs          = { encryption_type = "KMS" }
}

resource "aws_kinesis_stream" "plain" {
  attrs = { encryption_type = "NONE" }
}

resource "aws_kinesis_stream" "unsaid" {
  attrs = { name = "orders" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_kinesis_stream" "unknown" {
  skip  = true
  attrs = { encryption_type = "KMS" }
}

resource "aws_kinesis_firehose_delivery_stream" "with" {
  attrs = { server_side_encryption = [{ enabled = true, key_type = "CUSTOMER_MANAGED_CMK", key_arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }] }
}

resource "aws_kinesis_firehose_delivery_stream" "without" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = true, key_type = "CUSTOMER_MANAGED_CMK" }] }
}

resource "aws_kinesis_firehose_delivery_stream" "of_aws" {
  attrs = { server_side_encryption = [{ enabled = true }] }
}

resource "aws_kinesis_firehose_delivery_stream" "off" {
  attrs = { server_side_encryption = [{ enabled = false, key_type = "CUSTOMER_MANAGED_CMK" }] }
}
