# iaclint-id: iam-allow-not-action
# iaclint-summary: A policy allows everything but what it lists.
# iaclint-why: Every action that is not listed is allowed, among them those that give more rights or delete, and each
# that AWS adds later.
# iaclint-fix: List what is needed in `Action`; to keep something from everybody, deny it.
# iaclint-groups: identity
# iaclint-security: 6.0

resource_policy "aws_iam_*" "allow_not_action" {
  enforcement_level = "advisory"

  # What bounds the permissions of roles or users grants nothing, also where they are made elsewhere.
  filter = (
    core::length(core::try(core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }), [])) == 0 &&
    core::length(core::try(core::getresources("aws_iam_user", { permissions_boundary = attrs.arn }), [])) == 0 &&
    !core::try(
      # Of all that has a document, only a policy that can be attached has a path too.
      attrs.policy != null && attrs.path != null &&
      (core::endswith(attrs.name, "boundary") || core::endswith(attrs.name, "Boundary")),
      false
    )
  )

  locals {
    documents = core::try([attrs.policy], attrs.inline_policy[*].policy, [])
    decoded   = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::try(one.NotAction, null)
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
  }

  enforce {
    condition = !core::anytrue([
      for one in local.statements : one.effect == "Allow" && one.actions != null && one.everywhere
    ])
    error_message = "The policy allows every action but those that it lists, on every resource"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "allow_not_action" {
  enforcement_level = "advisory"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::try(one.NotAction, null)
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
  }

  enforce {
    condition = !core::anytrue([
      for one in local.statements : one.effect == "Allow" && one.actions != null && one.everywhere
    ])
    error_message = "The policy allows every action but those that it lists, on every resource"
  }
}
