# iaclint-summary: Anybody who has an AWS account can take a role.
# iaclint-why: The principal `*` is every user and role of every account of AWS: whoever learns the name of the role
# acts with its rights.
# iaclint-fix: Name the services, accounts or roles that take it as principals, or add a condition such as one on
# `aws:PrincipalOrgID`.
# iaclint-groups: default, identity, exposure
# iaclint-peers: checkov:CKV_AWS_60, kics:12b7e704-37f0-4d1e-911a-44bf60c48c21,
# kics:bcdcbdc6-a350-4855-ae7c-d1e6436f7c97
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
