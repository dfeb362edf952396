# iaclint-summary: Nobody is told when a budget is exceeded.
# iaclint-why: A budget limits nothing. Without a subscriber it is a number in the console, and the bill at the end of
# the month is the first to tell.
# iaclint-fix: Add `notification` with `subscriber_email_addresses` or `subscriber_sns_topic_arns`.
# iaclint-groups: default, cost
resource_policy "aws_budgets_budget" "notification" {
  enforcement_level = "mandatory_overridable"

  locals {
    # An action has subscribers of its own, and acts.
    actions = core::getresources("aws_budgets_budget_action", { budget_name = attrs.name })
    told = [
      for one in core::try(attrs.notification, []) :
      core::try(core::length(one.subscriber_email_addresses), 0) > 0 ||
      core::try(core::length(one.subscriber_sns_topic_arns), 0) > 0
    ]
  }

  enforce {
    condition     = core::anytrue(local.told) || core::length(local.actions) > 0
    error_message = "Nobody is told when the budget is exceeded"
  }
}
