policytest {
  targets = ["firehose-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_kinesis_firehose_delivery_stream" "own" {
  attrs = { server_side_encryption = [{ enabled = true, key_type = "CUSTOMER_MANAGED_CMK", key_arn = aws_kms_key.data.attrs.arn }] }
}

resource "aws_kinesis_firehose_delivery_stream" "of_aws" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = true }] }
}

resource "aws_kinesis_firehose_delivery_stream" "empty" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = true, key_type = "CUSTOMER_MANAGED_CMK", key_arn = "" }] }
}

resource "aws_kinesis_firehose_delivery_stream" "off" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = false, key_type = "CUSTOMER_MANAGED_CMK", key_arn = aws_kms_key.data.attrs.arn }] }
}

resource "aws_kinesis_firehose_delivery_stream" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

resource "aws_kinesis_firehose_delivery_stream" "from_a_stream" {
  attrs = { kinesis_source_configuration = [{ role_arn = "arn:aws:iam::111122223333:role/read" }] }
}

# iaclint-unknown: server_side_encryption[0].key_type
# iaclint-expect: undetermined
resource "aws_kinesis_firehose_delivery_stream" "unknown" {
  skip  = true
  attrs = { server_side_encryption = [{ enabled = true, key_type = "CUSTOMER_MANAGED_CMK", key_arn = aws_kms_key.data.attrs.arn }] }
}
