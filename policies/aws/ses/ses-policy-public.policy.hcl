# iaclint-id: ses-policy-public
# iaclint-summary: The policy of a mail identity lets everybody use it.
# iaclint-why: Anybody with an account at AWS sends mail in the name of one's own domain, as far as the statement
# goes.
# iaclint-fix: Name accounts or roles in `Principal`, or add a condition on `aws:PrincipalOrgID` or the like.
# iaclint-groups: default, exposure
# iaclint-peers: kics:34b921bd-90a0-402e-a0a5-dc73371fd963
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

resource_policy "aws_ses_identity_policy" "policy_public" {
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
    # Whom a denial with a condition of this kind keeps out is not let in by another statement.
    fences = [
      for one in local.statements : one if core::try(one.Effect, null) == "Deny" && core::contains(
        core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*"
        ) && core::anytrue(core::flatten([
          for test, keys in core::try(one.Condition, {}) : [
            for key, values in keys : core::contains(local.narrowing, core::lower(key))
          ] if core::regex_match(test, "(?i)not")
      ]))
    ]
    fenced = [
      for one in local.statements : core::anytrue([
        for deny in local.fences : core::alltrue([
          for action in core::flatten([core::try(one.Action, "*")]) : core::anytrue([
            for denied in core::flatten([core::try(deny.Action, [])]) :
            core::contains(["*", "ses:*", core::lower(action)], core::lower(denied))
          ])
        ])
      ])
    ]
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && !local.fenced[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the identity"
  }
}

resource_policy "aws_sesv2_email_identity_policy" "policy_public" {
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
    # Whom a denial with a condition of this kind keeps out is not let in by another statement.
    fences = [
      for one in local.statements : one if core::try(one.Effect, null) == "Deny" && core::contains(
        core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*"
        ) && core::anytrue(core::flatten([
          for test, keys in core::try(one.Condition, {}) : [
            for key, values in keys : core::contains(local.narrowing, core::lower(key))
          ] if core::regex_match(test, "(?i)not")
      ]))
    ]
    fenced = [
      for one in local.statements : core::anytrue([
        for deny in local.fences : core::alltrue([
          for action in core::flatten([core::try(one.Action, "*")]) : core::anytrue([
            for denied in core::flatten([core::try(deny.Action, [])]) :
            core::contains(["*", "ses:*", core::lower(action)], core::lower(denied))
          ])
        ])
      ])
    ]
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && !local.fenced[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the identity"
  }
}
