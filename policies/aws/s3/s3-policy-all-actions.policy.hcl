# iaclint-id: s3-policy-all-actions
# iaclint-summary: The policy of a bucket allows every action.
# iaclint-why: Whoever has it may also replace this policy, switch off versioning and logging, and delete all objects
# with all of their versions.
# iaclint-fix: List the actions that are needed, such as `s3:GetObject` and `s3:PutObject`.
# iaclint-groups: identity
# iaclint-peers: kics:a4966c4f-9141-48b8-a564-ffe9959945bc
# iaclint-security: 5.0

resource_policy "aws_s3_bucket_policy" "s3_policy_all_actions" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    all = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Allow" && core::anytrue([
        for action in core::flatten([core::try(one.Action, [])]) : core::contains(["*", "s3:*"], core::lower(action))
      ])
    ])
  }

  enforce {
    condition     = !local.all
    error_message = "The policy allows every action on the bucket"
  }
}

resource_policy "aws_s3_bucket" "s3_policy_all_actions" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    all = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Allow" && core::anytrue([
        for action in core::flatten([core::try(one.Action, [])]) : core::contains(["*", "s3:*"], core::lower(action))
      ])
    ])
  }

  enforce {
    condition     = !local.all
    error_message = "The policy allows every action on the bucket"
  }
}
