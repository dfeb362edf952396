# iaclint-summary: A role trusts a whole account without a condition.
# iaclint-why: Every user and role of that account whose own policies allow `sts:AssumeRole` can take it, and in an
# account of somebody else nobody here decides who that is.
# iaclint-fix: Name the roles that take it as principals, or add a condition: `sts:ExternalId` for other companies,
# `aws:MultiFactorAuthPresent` for people.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_61, kics:09c35abf-5852-4622-ac7a-b987b331232e
# iaclint-security: 4.0
resource_policy "aws_iam_role" "trusts_account" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.assume_role_policy).Statement, [])])
    # To ask that no second factor is there holds nobody back.
    open = [
      for one in local.statements : core::try(one.Condition, null) == null || core::alltrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, values in keys : core::lower(key) == "aws:multifactorauthpresent" && core::alltrue([
            for value in core::flatten([values]) : core::lower("${value}") == "false"
          ])
        ]
      ]))
    ]
  }

  enforce {
    condition = !core::anytrue(core::flatten([
      for at, one in local.statements : [
        for principal in core::flatten([core::try(one.Principal.AWS, [])]) :
        core::try(one.Effect, "") == "Allow" && local.open[at] &&
        (core::endswith(principal, ":root") || core::regex_match(principal, "^[0-9]{12}$"))
      ]
    ]))
    error_message = "The role can be taken by everybody in an account whose policies allow it"
  }
}
