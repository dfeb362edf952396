policytest {
  targets = ["sqs-policy-public.policy.hcl"]
}

resource "aws_sqs_queue_policy" "one_role" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "a_service" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "everybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["111122223333", "*"] }, Action = ["*"], Resource = "*" }] }) }
}

resource "aws_sqs_queue_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_sqs_queue_policy" "condition_that_narrows" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:111122223333:orders" } } }] }) }
}

resource "aws_sqs_queue_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }) }
}

resource "aws_sqs_queue_policy" "fenced" {
  attrs = {
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1234" } } }
    ] })
  }
}

resource "aws_sqs_queue_policy" "fenced_elsewhere" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "sqs:Other", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1234" } } }
    ] })
  }
}

resource "aws_sqs_queue_policy" "fence_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }
    ] })
  }
}

resource "aws_sqs_queue_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "*", Resource = "*" }] }) }
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

resource "aws_sqs_queue" "everybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] }) }
}
