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
  }

  enforce {
    condition = !core::anytrue(core::flatten([
      for one in local.statements : [
        for principal in core::flatten([core::try(one.Principal.AWS, [])]) :
        core::try(one.Effect, "") == "Allow" && core::try(one.Condition, null) == null &&
        (core::endswith(principal, ":root") || core::regex_match(principal, "^[0-9]{12}$"))
      ]
    ]))
    error_message = "The role can be taken by everybody in an account whose policies allow it"
  }
}
