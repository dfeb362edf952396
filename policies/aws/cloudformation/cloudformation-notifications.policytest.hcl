policytest {
  targets = ["cloudformation-notifications.policy.hcl"]
}

resource "aws_cloudformation_stack" "told" {
  attrs = { notification_arns = ["arn:aws:sns:eu-central-1:111122223333:stacks"] }
}

resource "aws_cloudformation_stack" "unsaid" {
  expect_failure = true
  attrs          = { name = "network" }
}

resource "aws_cloudformation_stack" "empty" {
  expect_failure = true
  attrs          = { notification_arns = [] }
}

# iaclint-unknown: notification_arns
# iaclint-expect: undetermined
resource "aws_cloudformation_stack" "unknown" {
  skip  = true
  attrs = { name = "network" }
}
