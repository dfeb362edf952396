# iaclint-id: opensearch-unsigned-requests
# iaclint-summary: A domain of OpenSearch takes requests that nobody signed.
# iaclint-why: A statement for everybody from some addresses or a network asks for no identity: whatever runs there, or
# got in there, uses the domain, and no log says who it was.
# iaclint-fix: Name roles in `Principal`, so that requests must be signed, or switch fine-grained access control on.
# iaclint-groups: identity
# iaclint-peers: kics:e7530c3c-b7cf-4149-8db9-d037a0b5268e
# iaclint-security: 4.0

locals {
  # Only of who signs a request are these known.
  signing = [
    "aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalservicename", "aws:userid", "aws:username"
  ]
}

resource_policy "aws_opensearch_domain" "unsigned_requests" {
  enforcement_level = "advisory"

  # With fine-grained access control the domain asks for one of its own users.
  filter = core::try(attrs.advanced_security_options[0].enabled, false) != true

  locals {
    separate   = core::getresources("aws_opensearch_domain_policy", { domain_name = attrs.domain_name })
    documents  = core::concat([core::try(attrs.access_policies, null)], local.separate[*].access_policies)
    statements = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    everybody = [
      for one in local.statements : core::try(one.Effect, null) == "Allow" && (
        core::try(one.NotPrincipal, null) != null ||
        core::contains(core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*")
      )
    ]
    signed = [
      for one in local.statements : core::anytrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, values in keys : core::contains(local.signing, core::lower(key))
        ] if !core::regex_match(test, "(?i)not|null")
      ]))
    ]
    unsigned = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.signed[at]
    ])
  }

  enforce {
    condition     = !local.unsigned
    error_message = "The domain takes requests that nobody signed"
  }
}

resource_policy "aws_elasticsearch_domain" "unsigned_requests" {
  enforcement_level = "advisory"

  # With fine-grained access control the domain asks for one of its own users.
  filter = core::try(attrs.advanced_security_options[0].enabled, false) != true

  locals {
    separate   = core::getresources("aws_elasticsearch_domain_policy", { domain_name = attrs.domain_name })
    documents  = core::concat([core::try(attrs.access_policies, null)], local.separate[*].access_policies)
    statements = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    everybody = [
      for one in local.statements : core::try(one.Effect, null) == "Allow" && (
        core::try(one.NotPrincipal, null) != null ||
        core::contains(core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*")
      )
    ]
    signed = [
      for one in local.statements : core::anytrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, values in keys : core::contains(local.signing, core::lower(key))
        ] if !core::regex_match(test, "(?i)not|null")
      ]))
    ]
    unsigned = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.signed[at]
    ])
  }

  enforce {
    condition     = !local.unsigned
    error_message = "The domain takes requests that nobody signed"
  }
}
