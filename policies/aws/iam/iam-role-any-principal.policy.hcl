# iaclint-summary: Anybody who has an AWS account can take a role.
# iaclint-why: The principal `*` is every user and role of every account of AWS: whoever learns the name of the role
# acts with its rights.
# iaclint-fix: Name the services, accounts or roles that take it as principals, or add a condition such as one on
# `aws:PrincipalOrgID`.
# iaclint-groups: default, identity, exposure
# iaclint-peers: checkov:CKV_AWS_60, kics:iam_role_allows_all_principals_to_assume,
# kics:iam_policy_grants_assumerole_permission_across_all_services
# iaclint-security: 9.0
resource_policy "aws_iam_role" "any_principal" {
  enforcement_level = "mandatory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.assume_role_policy).Statement, [])])
  }

  enforce {
    condition = !core::anytrue([
      for one in local.statements : core::try(one.Effect, "") == "Allow" && core::try(one.Condition, null) == null &&
      core::contains(core::flatten([core::try(one.Principal.AWS, one.Principal, [])]), "*")
    ])
    error_message = "The role can be taken by anybody who has an AWS account"
  }
}
