policytest {
  targets = ["sqs-encryption-unsaid.policy.hcl"]
}

resource "aws_sqs_queue" "managed" {
  attrs = { sqs_managed_sse_enabled = true }
}

resource "aws_sqs_queue" "off" {
  attrs = { sqs_managed_sse_enabled = false }
}

resource "aws_sqs_queue" "unsaid" {
  expect_failure = true
  attrs          = { name = "orders" }
}

resource "aws_sqs_queue" "empty" {
  expect_failure = true
  attrs          = { kms_master_key_id = "" }
}

resource "aws_sqs_queue" "with_a_key" {
  attrs = { kms_master_key_id = "alias/shop" }
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_sqs_queue" "with_its_own_key" {
  attrs = { kms_master_key_id = aws_kms_key.data.attrs.key_id }
}

# iaclint-unknown: kms_master_key_id
# iaclint-expect: undetermined
resource "aws_sqs_queue" "unknown" {
  skip  = true
  attrs = { name = "orders" }
}
