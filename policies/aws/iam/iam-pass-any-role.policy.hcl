# iaclint-id: iam-pass-any-role
# iaclint-summary: A policy allows any role to be passed to a service.
# iaclint-why: Whoever has it, and may start a function, a task or an instance, can start it with the role of an
# administrator and act as that role.
# iaclint-fix: Name the roles as resources of `iam:PassRole`, and the service in a condition on `iam:PassedToService`.
# iaclint-groups: default, identity
# iaclint-peers: checkov:CKV_AWS_110, checkov:CKV_AWS_286, trivy:AWS-0342, kics:iam_role_policy_passrole_allows_all,
# kics:group_with_privilege_escalation_by_actions_iam_PassRole_and_cloudformation_CreateStack,
# kics:group_with_privilege_escalation_by_actions_iam_PassRole_and_ec2_RunInstances,
# kics:group_with_privilege_escalation_by_actions_iam_PassRole_and_glue_CreateDevEndpoint,
# kics:group_with_privilege_escalation_by_actions_iam_PassRole_and_lambda_CreateFunction_and_lambda_InvokeFunction,
# kics:role_with_privilege_escalation_by_actions_iam_PassRole_and_cloudformation_CreateStack,
# kics:role_with_privilege_escalation_by_actions_iam_PassRole_and_ec2_RunInstances,
# kics:role_with_privilege_escalation_by_actions_iam_PassRole_and_glue_CreateDevEndpoint,
# kics:role_with_privilege_escalation_by_actions_iam_PassRole_and_lambda_CreateFunction_lambda_InvokeFunction,
# kics:user_with_privilege_escalation_by_actions_iam_PassRole_and_cloudformation_CreateStack,
# kics:user_with_privilege_escalation_by_actions_iam_PassRole_and_ec2_RunInstances,
# kics:user_with_privilege_escalation_by_actions_iam_PassRole_and_glue_CreateDevEndpoint,
# kics:user_with_privilege_escalation_by_actions_iam_PassRole_and_lambda_CreateFunction_and_lambda_InvokeFunction
# iaclint-security: 7.0

resource_policy "aws_iam_*" "pass_any_role" {
  enforcement_level = "mandatory_overridable"

  # What bounds the permissions of roles grants nothing.
  filter = core::length(core::try(core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }), [])) == 0

  locals {
    documents = core::try([attrs.policy], attrs.inline_policy[*].policy, [])
    decoded   = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        found = core::regexall(
          "(?im:^(?:${core::replace(core::join("|", core::flatten([core::try(one.Action, [])])), "*", ".*")})$)",
          "iam:PassRole"
        )
        roles     = core::flatten([core::try(one.Resource, [])])
        condition = core::try(one.Condition, null)
      }
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
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        found = core::regexall(
          "(?im:^(?:${core::replace(core::join("|", core::flatten([core::try(one.Action, [])])), "*", ".*")})$)",
          "iam:PassRole"
        )
        roles     = core::flatten([core::try(one.Resource, [])])
        condition = core::try(one.Condition, null)
      }
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
