policytest {
  targets = ["budgets-notification.policy.hcl"]
}

resource "aws_budgets_budget" "by_mail" {
  attrs = { name = "1", notification = [{ threshold = 80, subscriber_email_addresses = ["team@example.com"] }] }
}

resource "aws_budgets_budget" "by_topic" {
  attrs = {
    name = "2"
    notification = [
      { threshold = 80, subscriber_email_addresses = [], subscriber_sns_topic_arns = [] },
      { threshold = 100, subscriber_sns_topic_arns = ["arn:topic"] },
    ]
  }
}

resource "aws_budgets_budget" "acts" {
  attrs = { name = "3", notification = [] }
}

resource "aws_budgets_budget_action" "acts" {
  skip  = true
  attrs = { budget_name = aws_budgets_budget.acts.attrs.name }
}

resource "aws_budgets_budget" "silent" {
  expect_failure = true
  attrs          = { name = "4", notification = [] }
}

resource "aws_budgets_budget" "to_nobody" {
  expect_failure = true
  attrs          = { name = "5", notification = [{ threshold = 80, subscriber_email_addresses = [] }] }
}

# iaclint-unknown: notification[0].subscriber_email_addresses
# iaclint-expect: undetermined
resource "aws_budgets_budget" "unknown" {
  skip  = true
  attrs = { name = "6", notification = [{ threshold = 80, subscriber_email_addresses = [] }] }
}
