policytest {
  targets = ["kinesis-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_kinesis_stream" "own" {
  attrs = { encryption_type = "KMS", kms_key_id = aws_kms_key.data.attrs.arn }
}

resource "aws_kinesis_stream" "alias" {
  attrs = { encryption_type = "KMS", kms_key_id = "alias/shop" }
}

resource "aws_kinesis_stream" "of_aws" {
  expect_failure = true
  attrs          = { encryption_type = "KMS", kms_key_id = "alias/aws/kinesis" }
}

resource "aws_kinesis_stream" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_kinesis_stream" "unknown" {
  skip  = true
  attrs = { name = "orders" }
}
