# iaclint-summary: The policy of the Data Catalog of Glue lets everybody in.
# iaclint-why: Anybody with an account at AWS reads the names and places of all tables or changes them, as far as the
# statement goes.
# iaclint-fix: Name accounts or roles in `principals`, or add a condition on `aws:PrincipalOrgID` or the like.
# iaclint-groups: default, exposure
# iaclint-peers: kics:d25edb51-07fb-4a73-97d4-41cecdc53a22
# iaclint-security: 8.0

locals {
  # Who is meant is narrowed by these keys of conditions; by others, such as `aws:SecureTransport`, it is not.
  narrowing = [
    "aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalservicename", "aws:sourceaccount", "aws:sourcearn", "aws:sourceip",
    "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpcarn",
    "aws:sourcevpce", "aws:userid", "aws:username", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:vpcsourceip"
  ]
  # Values that all the world has.
  of_everybody = ["*", "arn:*", "arn:aws:*", "arn:aws:iam::*", "arn:aws:iam::*:*", "0.0.0.0/0", "::/0"]
}

resource_policy "aws_glue_resource_policy" "policy_public" {
  enforcement_level = "mandatory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    everybody = [
      for one in local.statements : core::try(one.Effect, null) == "Allow" && (
        core::try(one.NotPrincipal, null) != null ||
        core::contains(core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*")
      )
    ]
    narrowed = [
      for one in local.statements : core::anytrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, values in keys : core::contains(local.narrowing, core::lower(key)) && !(
            core::contains(["aws:principalarn", "aws:sourcearn", "aws:sourceip"], core::lower(key)) &&
            core::anytrue([for value in core::flatten([values]) : core::contains(local.of_everybody, value)])
          )
        ] if !core::regex_match(test, "(?i)not|null")
      ]))
    ]
    # Denying all but some is as good as letting in those alone.
    denied = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Deny" && core::anytrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, values in keys : core::contains(local.narrowing, core::lower(key))
        ]
      ]))
    ])
    public = !local.denied && core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the Data Catalog"
  }
}
