# iaclint-id: opensearch-policy-public
# iaclint-summary: The access policy of a domain of OpenSearch lets everybody in.
# iaclint-why: Anybody on the internet reads, changes and deletes the indexes, as far as the statement goes, without
# signing in.
# iaclint-fix: Name roles in `Principal`, add a condition on `aws:SourceIp`, or put the domain into a VPC or switch
# fine-grained access control on.
# iaclint-groups: default, exposure
# iaclint-peers: kics:16c4216a-50d3-4785-bfb2-4adb5144a8ba
# iaclint-security: 9.0

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

resource_policy "aws_opensearch_domain" "policy_public" {
  enforcement_level = "mandatory"

  # Security groups stand before a domain in a VPC, and its own users before one with fine-grained access control.
  filter = (
    core::length(core::try(attrs.vpc_options, [])) == 0 &&
    core::try(attrs.advanced_security_options[0].enabled, false) != true
  )

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.access_policies).Statement, [])])
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
    error_message = "The access policy lets everybody use the domain"
  }
}

resource_policy "aws_opensearch_domain_policy" "policy_public" {
  enforcement_level = "mandatory"

  # Of a domain that is not in the repository nobody knows whether it is in a VPC.
  filter = core::length(local.domains) > 0

  locals {
    domains = core::getresources("aws_opensearch_domain", { domain_name = attrs.domain_name })
    guarded = core::anytrue([
      for one in local.domains : (
        core::length(core::try(one.vpc_options, [])) > 0 ||
        core::try(one.advanced_security_options[0].enabled, false) == true
      )
    ])
    statements = core::flatten([core::try(core::jsondecode(attrs.access_policies).Statement, [])])
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
    condition     = local.guarded || !local.public
    error_message = "The access policy lets everybody use the domain"
  }
}

resource_policy "aws_elasticsearch_domain" "policy_public" {
  enforcement_level = "mandatory"

  # Security groups stand before a domain in a VPC, and its own users before one with fine-grained access control.
  filter = (
    core::length(core::try(attrs.vpc_options, [])) == 0 &&
    core::try(attrs.advanced_security_options[0].enabled, false) != true
  )

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.access_policies).Statement, [])])
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
    error_message = "The access policy lets everybody use the domain"
  }
}

resource_policy "aws_elasticsearch_domain_policy" "policy_public" {
  enforcement_level = "mandatory"

  # Of a domain that is not in the repository nobody knows whether it is in a VPC.
  filter = core::length(local.domains) > 0

  locals {
    domains = core::getresources("aws_elasticsearch_domain", { domain_name = attrs.domain_name })
    guarded = core::anytrue([
      for one in local.domains : (
        core::length(core::try(one.vpc_options, [])) > 0 ||
        core::try(one.advanced_security_options[0].enabled, false) == true
      )
    ])
    statements = core::flatten([core::try(core::jsondecode(attrs.access_policies).Statement, [])])
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
    condition     = local.guarded || !local.public
    error_message = "The access policy lets everybody use the domain"
  }
}
