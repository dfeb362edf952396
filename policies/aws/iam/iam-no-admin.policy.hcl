# iaclint-id: iam-no-admin
# iaclint-summary: A policy allows every action on every resource.
# iaclint-why: Whoever has it may do anything in the account: read every secret, delete every backup, make new users.
# iaclint-fix: List the actions that are needed, on the ARNs that they are needed for.
# iaclint-controls: IAM.1, CIS 1.16
# iaclint-groups: default, identity, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_1, checkov:CKV_AWS_49, checkov:CKV_AWS_62, checkov:CKV_AWS_63,
# checkov:CKV2_AWS_40, trivy:AWS-0057, kics:2f37c4a3-58b9-4afe-8a87-d7f1d2286f84,
# kics:575a2155-6af1-4026-b1af-d5bc8fe2a904, kics:132a8c31-9837-4203-9fd1-15ca210c7b73
# iaclint-security: 9.0

resource_policy "aws_iam_*" "no_admin" {
  enforcement_level = "mandatory"

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
      (core::contains(one.actions, "*") || core::contains(one.actions, "*:*"))
    ])
    error_message = "The policy allows every action on every resource"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "no_admin" {
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
      (core::contains(one.actions, "*") || core::contains(one.actions, "*:*"))
    ])
    error_message = "The policy allows every action on every resource"
  }
}
