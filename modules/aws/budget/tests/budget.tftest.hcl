# Offline: the provider is a mock, so these tests need no account.
mock_provider "aws" {}

variables {
  name              = "shop"
  monthly_limit_usd = 100
  emails            = ["team@example.com"]
}

run "tells_before_and_when_it_is_spent" {
  assert {
    condition     = aws_budgets_budget.this.limit_amount == "100" && aws_budgets_budget.this.time_unit == "MONTHLY" && aws_budgets_budget.this.budget_type == "COST"
    error_message = "What the account costs in a month is limited."
  }

  assert {
    condition     = { for notification in aws_budgets_budget.this.notification : notification.notification_type => notification.threshold } == { ACTUAL = 80, FORECASTED = 100 }
    error_message = "At 80 % spent, and when the forecast passes the limit."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.this.notification : notification.subscriber_email_addresses == toset(["team@example.com"])])
    error_message = "Both are told by e-mail."
  }
}

run "refuses_to_tell_nobody" {
  command = plan

  variables {
    emails = []
  }

  expect_failures = [var.emails]
}

run "refuses_no_limit" {
  command = plan

  variables {
    monthly_limit_usd = 0
  }

  expect_failures = [var.monthly_limit_usd]
}
