policytest {
  targets = ["firehose-encrypted.policy.hcl"]
}

resource "aws_kinesis_firehose_delivery_stream" "encrypted" {
  attrs = { server_side_encryption = [{ enabled = true }] }
}

resource "aws_kinesis_firehose_delivery_stream" "off" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = false }] }
}

resource "aws_kinesis_firehose_delivery_stream" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

resource "aws_kinesis_firehose_delivery_stream" "from_a_stream" {
  attrs = { kinesis_source_configuration = [{ kinesis_stream_arn = "arn:aws:kinesis:us-east-1:111122223333:stream/orders" }] }
}

resource "aws_kinesis_firehose_delivery_stream" "from_a_topic" {
  attrs = { msk_source_configuration = [{ topic_name = "orders" }] }
}

# iaclint-unknown: server_side_encryption[0].enabled
# iaclint-expect: undetermined
resource "aws_kinesis_firehose_delivery_stream" "unknown" {
  skip  = true
  attrs = { server_side_encryption = [{ enabled = true }] }
}
