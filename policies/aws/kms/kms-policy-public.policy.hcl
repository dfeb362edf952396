# iaclint-id: kms-policy-public
# iaclint-summary: The policy of a key lets everybody use it.
# iaclint-why: Anybody with an account at AWS decrypts what they get hold of, or manages the key, as far as the
# statement goes.
# iaclint-fix: Name accounts and roles in `Principal`, or add a condition on `kms:CallerAccount` or
# `aws:PrincipalOrgID`. A key without a policy is not judged: AWS gives it one that leaves it to the IAM of the
# account.
# iaclint-controls: KMS.5
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_33, kics:7ebc9038-0bde-479a-acc4-6ed7b6758899
# iaclint-security: 9.0

locals {
  # Who is meant is narrowed by these keys of conditions; by others, such as `aws:SecureTransport`, it is not.
  narrowing = [
    "aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalservicename", "aws:sourceaccount", "aws:sourcearn", "aws:sourceip",
    "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpcarn",
    "aws:sourcevpce", "aws:userid", "aws:username", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:vpcsourceip", "kms:calleraccount"
  ]
  # Values that all the world has.
  of_everybody = ["*", "arn:*", "arn:aws:*", "arn:aws:iam::*", "arn:aws:iam::*:*", "0.0.0.0/0", "::/0"]
}

resource_policy "aws_kms_key" "kms_policy_public" {
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
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the key"
  }
}

resource_policy "aws_kms_key_policy" "kms_policy_public" {
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
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the key"
  }
}

resource_policy "aws_kms_external_key" "kms_policy_public" {
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
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the key"
  }
}

resource_policy "aws_kms_replica_key" "kms_policy_public" {
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
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the key"
  }
}

resource_policy "aws_kms_replica_external_key" "kms_policy_public" {
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
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody use the key"
  }
}
