# iaclint-id: iam-pass-any-role
# iaclint-summary: A policy allows any role to be passed to a service.
# iaclint-why: Whoever has it, and may start a function, a task or an instance, can start it with the role of an
# administrator and act as that role.
# iaclint-fix: Name the roles as resources of `iam:PassRole`, and the service in a condition on `iam:PassedToService`.
# iaclint-groups: default, identity
# iaclint-peers: checkov:CKV_AWS_110, checkov:CKV_AWS_286, trivy:AWS-0342, kics:e39bee8c-fe54-4a3f-824d-e5e2d1cca40a,
# kics:9b0ffadc-a61f-4c2a-b1e6-68fab60f6267,
# kics:15e6ad8c-f420-49a6-bafb-074f5eb1ec74,
# kics:7d544dad-8a6c-431c-84c1-5f07fe9afc0e,
# kics:034d0aee-620f-4bf7-b7fb-efdf661fdb9e,
# kics:be2aa235-bd93-4b68-978a-1cc65d49082f,
# kics:30b88745-eebe-4ecb-a3a9-5cf886e96204,
# kics:0a592060-8166-49f5-8e65-99ac6dce9871,
# kics:fa62ac4f-f5b9-45b9-97c1-625c8b6253ca,
# kics:19ffbe31-9d72-4379-9768-431195eae328,
# kics:89561b03-cb35-44a9-a7e9-8356e71606f4,
# kics:94fbe150-27e3-4eba-9ca6-af32865e4503,
# kics:8055dec2-efb8-4fe6-8837-d9bed6ff202a
# iaclint-security: 7.0

resource_policy "aws_iam_*" "pass_any_role" {
  enforcement_level = "mandatory_overridable"

  # What bounds the permissions of roles or users grants nothing.
  filter = (
    core::length(core::try(core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }), [])) == 0 &&
    core::length(core::try(core::getresources("aws_iam_user", { permissions_boundary = attrs.arn }), [])) == 0
  )

  locals {
    documents = core::try([attrs.policy], attrs.inline_policy[*].policy, [])
    decoded   = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    written = [
      for one in local.decoded : {
        effect    = core::try(one.Effect, "")
        actions   = core::flatten([core::try(one.Action, [])])
        lowered   = [for action in core::flatten([core::try(one.Action, [])]) : core::lower(action)]
        roles     = core::flatten([core::try(one.Resource, [])])
        condition = core::try(one.Condition, null)
      }
    ]
    # Patterns take much work: only what has a wildcard becomes one.
    statements = [
      for one in local.written : core::merge(one, {
        found = core::concat(
          [for name in ["iam:PassRole"] : name if core::contains(one.lowered, core::lower(name))],
          !core::anytrue([for action in one.actions : core::contains_substring(action, "*")]) ? [] : core::regexall(
            "(?im:^(?:${core::replace(core::join("|", [
              for action in one.actions : action if core::contains_substring(action, "*")
            ]), "*", ".*")})$)",
            "iam:PassRole"
          )
        )
      })
    ]
    # What allows all of IAM is told by iam-full-iam-access and iam-no-admin.
    passing = [
      for one in local.statements : one
      if one.effect == "Allow" && core::length(one.found) > 0 && one.condition == null &&
      !core::anytrue([for action in one.actions : core::contains(["*", "*:*", "iam:*"], core::lower(action))])
    ]
  }

  enforce {
    condition = !core::anytrue(core::flatten([
      for one in local.passing : [for role in one.roles : role == "*" || core::endswith(role, ":role/*")]
    ]))
    error_message = "The policy allows every role to be passed to any service"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "pass_any_role" {
  enforcement_level = "mandatory_overridable"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    written = [
      for one in local.decoded : {
        effect    = core::try(one.Effect, "")
        actions   = core::flatten([core::try(one.Action, [])])
        lowered   = [for action in core::flatten([core::try(one.Action, [])]) : core::lower(action)]
        roles     = core::flatten([core::try(one.Resource, [])])
        condition = core::try(one.Condition, null)
      }
    ]
    # Patterns take much work: only what has a wildcard becomes one.
    statements = [
      for one in local.written : core::merge(one, {
        found = core::concat(
          [for name in ["iam:PassRole"] : name if core::contains(one.lowered, core::lower(name))],
          !core::anytrue([for action in one.actions : core::contains_substring(action, "*")]) ? [] : core::regexall(
            "(?im:^(?:${core::replace(core::join("|", [
              for action in one.actions : action if core::contains_substring(action, "*")
            ]), "*", ".*")})$)",
            "iam:PassRole"
          )
        )
      })
    ]
    # What allows all of IAM is told by iam-full-iam-access and iam-no-admin.
    passing = [
      for one in local.statements : one
      if one.effect == "Allow" && core::length(one.found) > 0 && one.condition == null &&
      !core::anytrue([for action in one.actions : core::contains(["*", "*:*", "iam:*"], core::lower(action))])
    ]
  }

  enforce {
    condition = !core::anytrue(core::flatten([
      for one in local.passing : [for role in one.roles : role == "*" || core::endswith(role, ":role/*")]
    ]))
    error_message = "The policy allows every role to be passed to any service"
  }
}
