policytest {
  targets = ["sqs-policy-all-actions.policy.hcl"]
}

resource "aws_sqs_queue_policy" "some" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["sqs:SendMessage"], Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "all" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "all_of_sqs" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["SQS:*"], Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*" } }) }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_sqs_queue_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_sqs_queue" "without" {
  attrs = { name = "orders" }
}

resource "aws_sqs_queue" "all" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sqs:*", Resource = "*" }] }) }
}
