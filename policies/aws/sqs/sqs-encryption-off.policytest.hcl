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

# iaclint-unknown: sqs_managed_sse_enabled
# iaclint-expect: undetermined
resource "aws_sqs_queue" "unknown" {
  skip  = true
  attrs = { name = "orders" }
}
