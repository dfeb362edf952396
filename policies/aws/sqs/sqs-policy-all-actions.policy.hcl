# iaclint-id: sqs-policy-all-actions
# iaclint-summary: The policy of a queue allows every action.
# iaclint-why: Whoever has it may also replace this policy, empty the queue and delete it.
# iaclint-fix: List the actions that are needed, such as `sqs:SendMessage` or `sqs:ReceiveMessage` and
# `sqs:DeleteMessage`.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_72, trivy:AWS-0097, kics:816ea8cf-d589-442d-a917-2dd0ce0e45e3
# iaclint-security: 5.0

resource_policy "aws_sqs_queue_policy" "policy_all_actions" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    all = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Allow" && core::anytrue([
        for action in core::flatten([core::try(one.Action, [])]) : core::contains(["*", "sqs:*"], core::lower(action))
      ])
    ])
  }

  enforce {
    condition     = !local.all
    error_message = "The policy allows every action on the queue"
  }
}

resource_policy "aws_sqs_queue" "policy_all_actions" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    all = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Allow" && core::anytrue([
        for action in core::flatten([core::try(one.Action, [])]) : core::contains(["*", "sqs:*"], core::lower(action))
      ])
    ])
  }

  enforce {
    condition     = !local.all
    error_message = "The policy allows every action on the queue"
  }
}
