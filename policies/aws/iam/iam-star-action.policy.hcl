# iaclint-id: iam-star-action
# iaclint-summary: A policy allows every action on some resources.
# iaclint-why: Reading also lets delete, share with other accounts and change the policy of the resource itself, and
# actions that AWS adds later are allowed without anybody looking.
# iaclint-fix: List the actions that are needed.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_49, checkov:CKV_AWS_63
# iaclint-security: 5.0

resource_policy "aws_iam_*" "star_action" {
  enforcement_level = "advisory"

  # What bounds the permissions of roles or users grants nothing.
  filter = (
    core::length(core::try(core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }), [])) == 0 &&
    core::length(core::try(core::getresources("aws_iam_user", { permissions_boundary = attrs.arn }), [])) == 0
  )

  locals {
    documents = core::try([attrs.policy], attrs.inline_policy[*].policy, [])
    decoded   = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
  }

  enforce {
    # What is allowed everywhere is told by iam-no-admin.
    condition = !core::anytrue([
      for one in local.statements : one.effect == "Allow" && !one.everywhere &&
      (core::contains(one.actions, "*") || core::contains(one.actions, "*:*"))
    ])
    error_message = "The policy allows every action on the resources that it names"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "star_action" {
  enforcement_level = "advisory"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
  }

  enforce {
    # What is allowed everywhere is told by iam-no-admin.
    condition = !core::anytrue([
      for one in local.statements : one.effect == "Allow" && !one.everywhere &&
      (core::contains(one.actions, "*") || core::contains(one.actions, "*:*"))
    ])
    error_message = "The policy allows every action on the resources that it names"
  }
}
