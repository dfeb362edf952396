# iaclint-id: iam-no-admin
# iaclint-summary: A policy allows every action on every resource.
# iaclint-why: Whoever has it may do anything in the account: read every secret, delete every backup, make new users.
# iaclint-fix: List the actions that are needed, on the ARNs that they are needed for.
# iaclint-controls: IAM.1, CIS 1.16
# iaclint-groups: default, identity, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_1, checkov:CKV_AWS_62, kics:iam_policies_with_full_privileges
# iaclint-security: 9.0

resource_policy "aws_iam_policy" "no_admin" {
  enforcement_level = "mandatory"

  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    admin = [
      for one in local.statements : one
      if one.Effect == "Allow" && core::contains(core::flatten([core::try(one.Action, [])]), "*") &&
      core::contains(core::flatten([core::try(one.Resource, [])]), "*") && core::try(one.Condition, null) == null
    ]
  }

  enforce {
    condition     = core::length(local.admin) == 0
    error_message = "The policy allows every action on every resource"
  }
}

resource_policy "aws_iam_role_policy" "no_admin" {
  enforcement_level = "mandatory"

  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    admin = [
      for one in local.statements : one
      if one.Effect == "Allow" && core::contains(core::flatten([core::try(one.Action, [])]), "*") &&
      core::contains(core::flatten([core::try(one.Resource, [])]), "*") && core::try(one.Condition, null) == null
    ]
  }

  enforce {
    condition     = core::length(local.admin) == 0
    error_message = "The policy allows every action on every resource"
  }
}
