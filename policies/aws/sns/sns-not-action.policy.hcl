# iaclint-id: sns-not-action
# iaclint-summary: The policy of a topic allows all actions but some.
# iaclint-why: Actions that nobody thought of are allowed, also those that AWS adds later; often the statement was
# meant to deny.
# iaclint-fix: List in `Action` what is allowed, or write a statement that denies.
# iaclint-groups: identity
# iaclint-peers: kics:5ea624e4-c8b1-4bb3-87a4-4235a776adcc
# iaclint-security: 5.0

resource_policy "aws_sns_topic_policy" "sns_not_action" {
  enforcement_level = "mandatory_overridable"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    all_but = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Allow" && core::try(one.NotAction, null) != null
    ])
  }

  enforce {
    condition     = !local.all_but
    error_message = "The policy allows every action but those that it names"
  }
}

resource_policy "aws_sns_topic" "sns_not_action" {
  enforcement_level = "mandatory_overridable"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    all_but = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Allow" && core::try(one.NotAction, null) != null
    ])
  }

  enforce {
    condition     = !local.all_but
    error_message = "The policy allows every action but those that it names"
  }
}
