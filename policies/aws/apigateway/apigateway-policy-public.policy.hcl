# iaclint-id: apigateway-policy-public
# iaclint-summary: The policy of an API lets everybody do everything with it.
# iaclint-why: Where a method asks nobody who they are, anybody calls it, also round its cache; where the API is
# private, any VPC of any account reaches it.
# iaclint-fix: Name accounts or roles in `Principal` and `execute-api:Invoke` in `Action`, or add a condition on
# `aws:SourceVpce`, `aws:SourceIp` or `aws:PrincipalOrgID`.
# iaclint-groups: exposure
# iaclint-peers: kics:b161c11b-a59b-4431-9a29-4e19f63e6b27
# iaclint-security: 6.0

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

resource_policy "aws_api_gateway_rest_api_policy" "policy_public" {
  enforcement_level = "mandatory_overridable"

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
    all = [
      for one in local.statements : core::anytrue([
        for action in core::flatten([core::try(one.Action, [])]) :
        core::contains(["*", "execute-api:*"], core::lower(action))
      ])
    ]
    # As AWS writes it for private APIs: everybody may, and all but some are denied.
    denied = core::anytrue([
      for one in local.statements :
      core::try(one.Effect, null) == "Deny" && core::length(core::try(one.Condition, {})) > 0
    ])
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && local.all[at]
    ])
  }

  enforce {
    condition     = !local.public || local.denied
    error_message = "The policy lets everybody do everything with the API"
  }
}

resource_policy "aws_api_gateway_rest_api" "policy_public" {
  enforcement_level = "mandatory_overridable"

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
    all = [
      for one in local.statements : core::anytrue([
        for action in core::flatten([core::try(one.Action, [])]) :
        core::contains(["*", "execute-api:*"], core::lower(action))
      ])
    ]
    # As AWS writes it for private APIs: everybody may, and all but some are denied.
    denied = core::anytrue([
      for one in local.statements :
      core::try(one.Effect, null) == "Deny" && core::length(core::try(one.Condition, {})) > 0
    ])
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && local.all[at]
    ])
  }

  enforce {
    condition     = !local.public || local.denied
    error_message = "The policy lets everybody do everything with the API"
  }
}
