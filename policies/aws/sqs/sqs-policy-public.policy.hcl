# iaclint-id: sqs-policy-public
# iaclint-summary: The policy of a queue lets everybody use it.
# iaclint-why: Anybody with an account at AWS sends messages that its readers take for one's own, or reads and deletes
# those of others, as far as the statement goes.
# iaclint-fix: Name accounts, roles or services in `Principal`, or add a condition on `aws:SourceArn`,
# `aws:SourceAccount` or `aws:PrincipalOrgID`.
# iaclint-controls: SQS.3
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_168, checkov:CKV_AWS_387, kics:730675f9-52ed-49b6-8ead-0acb5dd7df7f,
# kics:abb06e5f-ef9a-4a99-98c6-376d396bfcdf
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

resource_policy "aws_sqs_queue_policy" "policy_public" {
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
            core::contains(["*", "sqs:*", core::lower(action)], core::lower(denied))
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
    error_message = "The policy lets everybody use the queue"
  }
}

resource_policy "aws_sqs_queue" "policy_public" {
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
            core::contains(["*", "sqs:*", core::lower(action)], core::lower(denied))
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
    error_message = "The policy lets everybody use the queue"
  }
}
