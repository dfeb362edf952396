policytest {
  targets = ["kinesis-encrypted.policy.hcl"]
}

resource "aws_kinesis_stream" "encrypted" {
  attrs = { encryption_type = "KMS", kms_key_id = "alias/aws/kinesis" }
}

resource "aws_kinesis_stream" "plain" {
  expect_failure = true
  attrs          = { encryption_type = "NONE" }
}

resource "aws_kinesis_stream" "without_a_key" {
  attrs = { encryption_type = "KMS" }
}

resource "aws_kinesis_stream" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

# iaclint-unknown: encryption_type
# iaclint-expect: undetermined
resource "aws_kinesis_stream" "unknown" {
  skip  = true
  attrs = { name = "orders" }
}
