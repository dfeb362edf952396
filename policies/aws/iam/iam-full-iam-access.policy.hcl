# iaclint-id: iam-full-iam-access
# iaclint-summary: A policy allows everything that IAM can do.
# iaclint-why: Whoever has it can attach AdministratorAccess to themselves, so that it is a right to everything, only
# less plain to see.
# iaclint-fix: List the actions of IAM that are needed, on the roles and policies that they are needed for.
# iaclint-controls: IAM.21
# iaclint-groups: default, identity, fsbp
# iaclint-peers: checkov:CKV2_AWS_40
# iaclint-security: 8.0

resource_policy "aws_iam_*" "full_iam_access" {
  enforcement_level = "mandatory_overridable"

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
        actions = core::flatten([core::try(one.Action, [])])
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
  }

  enforce {
    condition = !core::anytrue([
      for one in local.statements : one.effect == "Allow" && one.everywhere &&
      core::anytrue([for action in one.actions : core::lower(action) == "iam:*"])
    ])
    error_message = "The policy allows every action of IAM on every resource"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "full_iam_access" {
  enforcement_level = "mandatory_overridable"

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
    condition = !core::anytrue([
      for one in local.statements : one.effect == "Allow" && one.everywhere &&
      core::anytrue([for action in one.actions : core::lower(action) == "iam:*"])
    ])
    error_message = "The policy allows every action of IAM on every resource"
  }
}
