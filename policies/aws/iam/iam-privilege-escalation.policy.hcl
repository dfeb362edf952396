# iaclint-id: iam-privilege-escalation
# iaclint-summary: A policy lets whoever has it give themselves more rights.
# iaclint-why: With one of these actions on every resource somebody attaches an administrator's policy to themselves,
# signs in as another user, or puts their own code into a function that runs with a stronger role.
# iaclint-fix: Allow these actions on named ARNs only, and bound what is made with them by a permissions boundary.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_110, checkov:CKV_AWS_286,
# kics:group_with_privilege_escalation_by_actions_glue_UpdateDevEndpoint,
# kics:group_with_privilege_escalation_by_actions_iam_AddUserToGroup,
# kics:group_with_privilege_escalation_by_actions_iam_AttachGroupPolicy,
# kics:group_with_privilege_escalation_by_actions_iam_AttachRolePolicy,
# kics:group_with_privilege_escalation_by_actions_iam_AttachUserPolicy,
# kics:group_with_privilege_escalation_by_actions_iam_CreateAccessKey,
# kics:group_with_privilege_escalation_by_actions_iam_CreateLoginProfile,
# kics:group_with_privilege_escalation_by_actions_iam_CreatePolicyVersion,
# kics:group_with_privilege_escalation_by_actions_iam_PutGroupPolicy,
# kics:group_with_privilege_escalation_by_actions_iam_PutRolePolicy,
# kics:group_with_privilege_escalation_by_actions_iam_PutUserPolicy,
# kics:group_with_privilege_escalation_by_actions_iam_SetDefaultPolicyVersion,
# kics:group_with_privilege_escalation_by_actions_iam_UpdateAssumeRolePolicy_and_sts_AssumeRole,
# kics:group_with_privilege_escalation_by_actions_iam_UpdateLoginProfile,
# kics:group_with_privilege_escalation_by_actions_lambda_UpdateFunctionCode,
# kics:role_with_privilege_escalation_by_actions_glue_UpdateDevEndpoint,
# kics:role_with_privilege_escalation_by_actions_iam_AddUserToGroup,
# kics:role_with_privilege_escalation_by_actions_iam_AttachGroupPolicy,
# kics:role_with_privilege_escalation_by_actions_iam_AttachRolePolicy,
# kics:role_with_privilege_escalation_by_actions_iam_AttachUserPolicy,
# kics:role_with_privilege_escalation_by_actions_iam_CreateAccessKey,
# kics:role_with_privilege_escalation_by_actions_iam_CreateLoginProfile,
# kics:role_with_privilege_escalation_by_actions_iam_CreatePolicyVersion,
# kics:role_with_privilege_escalation_by_actions_iam_PutGroupPolicy,
# kics:role_with_privilege_escalation_by_actions_iam_PutRolePolicy,
# kics:role_with_privilege_escalation_by_actions_iam_PutUserPolicy,
# kics:role_with_privilege_escalation_by_actions_iam_SetDefaultPolicyVersion,
# kics:role_with_privilege_escalation_by_actions_iam_UpdateAssumeRolePolicy_and_sts_AssumeRole,
# kics:role_with_privilege_escalation_by_actions_iam_UpdateLoginProfile,
# kics:role_with_privilege_escalation_by_actions_lambda_UpdateFunctionCode,
# kics:user_with_privilege_escalation_by_actions_glue_UpdateDevEndpoint,
# kics:user_with_privilege_escalation_by_actions_iam_AddUserToGroup,
# kics:user_with_privilege_escalation_by_actions_iam_AttachGroupPolicy,
# kics:user_with_privilege_escalation_by_actions_iam_AttachRolePolicy,
# kics:user_with_privilege_escalation_by_actions_iam_AttachUserPolicy,
# kics:user_with_privilege_escalation_by_actions_iam_CreateAccessKey,
# kics:user_with_privilege_escalation_by_actions_iam_CreateLoginProfile,
# kics:user_with_privilege_escalation_by_actions_iam_CreatePolicyVersion,
# kics:user_with_privilege_escalation_by_actions_iam_PutGroupPolicy,
# kics:user_with_privilege_escalation_by_actions_iam_PutRolePolicy,
# kics:user_with_privilege_escalation_by_actions_iam_PutUserPolicy,
# kics:user_with_privilege_escalation_by_actions_iam_SetDefaultPolicyVersion,
# kics:user_with_privilege_escalation_by_actions_iam_UpdateAssumeRolePolicy_and_sts_AssumeRole,
# kics:user_with_privilege_escalation_by_actions_iam_UpdateLoginProfile,
# kics:user_with_privilege_escalation_by_actions_lambda_UpdateFunctionCode
# iaclint-security: 7.0

locals {
  # Each of them alone gives whoever has it the rights of another user or role. One on a line.
  actions = core::join("\n", [
    "glue:UpdateDevEndpoint",
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "lambda:UpdateFunctionCode",
  ])
}

resource_policy "aws_iam_*" "privilege_escalation" {
  enforcement_level = "advisory"

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
          local.actions
        )
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
    # What allows all of IAM is told by iam-full-iam-access and iam-no-admin.
    narrow = [
      for one in local.statements : one
      if one.effect == "Allow" && !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*") &&
      !core::anytrue([for action in one.actions : core::lower(action) == "iam:*"])
    ]
    denied  = core::flatten([for one in local.statements : one.found if one.effect == "Deny"])
    granted = core::flatten([for one in local.narrow : one.found if core::length(one.found) > 0 && one.everywhere])
    allowed = core::tolist(core::setsubtract(local.granted, local.denied))
    # Enough of them to see what is meant.
    some = core::join(", ", core::slice(local.allowed, 0, core::min(3, core::length(local.allowed))))
    more = core::length(local.allowed) > 3 ? " and ${core::length(local.allowed) - 3} more" : ""
  }

  enforce {
    condition     = core::length(local.allowed) == 0
    error_message = "The policy lets whoever has it take more rights by ${local.some}${local.more} on every resource"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "privilege_escalation" {
  enforcement_level = "advisory"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        found = core::regexall(
          "(?im:^(?:${core::replace(core::join("|", core::flatten([core::try(one.Action, [])])), "*", ".*")})$)",
          local.actions
        )
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
    # What allows all of IAM is told by iam-full-iam-access and iam-no-admin.
    narrow = [
      for one in local.statements : one
      if one.effect == "Allow" && !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*") &&
      !core::anytrue([for action in one.actions : core::lower(action) == "iam:*"])
    ]
    denied  = core::flatten([for one in local.statements : one.found if one.effect == "Deny"])
    granted = core::flatten([for one in local.narrow : one.found if core::length(one.found) > 0 && one.everywhere])
    allowed = core::tolist(core::setsubtract(local.granted, local.denied))
    # Enough of them to see what is meant.
    some = core::join(", ", core::slice(local.allowed, 0, core::min(3, core::length(local.allowed))))
    more = core::length(local.allowed) > 3 ? " and ${core::length(local.allowed) - 3} more" : ""
  }

  enforce {
    condition     = core::length(local.allowed) == 0
    error_message = "The policy lets whoever has it take more rights by ${local.some}${local.more} on every resource"
  }
}
