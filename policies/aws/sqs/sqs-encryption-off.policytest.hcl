policytest {
  targets = ["sqs-encryption-off.policy.hcl"]
}

resource "aws_sqs_queue" "managed" {
  attrs = { sqs_managed_sse_enabled = true }
}

resource "aws_sqs_queue" "unsaid" {
  attrs = { name = "orders" }
}

resource "aws_sqs_queue" "off" {
  expect_failure = true
  attrs          = { sqs_managed_sse_enabled = false }
}

resource "aws_sqs_queue" "off_with_no_key" {
  expect_failure = true
  attrs          = { sqs_managed_sse_enabled = false, kms_master_key_id = "" }
}

resource "aws_sqs_queue" "with_a_key" {
  attrs = { sqs_managed_sse_enabled = false, kms_master_key_id = "alias/shop" }
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_sqs_queue" "with_its_own_key" {
  attrs = { sqs_managed_sse_enabled = false, kms_master_key_id = aws_kms_key.data.attrs.key_id }
}

# iaclint-unknown: sqs_managed_sse_enabled
# iaclint-expect: undetermined
resource "aws_sqs_queue" "unknown" {
  skip  = true
  attrs = { name = "orders" }
}
