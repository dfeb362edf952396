# iaclint-summary: A certificate is for every name of a domain.
# iaclint-why: Whoever gets hold of where it is used can pose as any other host of the domain, and all of them stop at
# once when it is revoked or expires.
# iaclint-fix: Ask for a certificate with the names that it serves.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV2_AWS_71
# iaclint-security: 2.0
resource_policy "aws_acm_certificate" "wildcard" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::try(core::startswith(attrs.domain_name, "*."), false) && !core::anytrue([
      for name in core::try(core::tolist(attrs.subject_alternative_names), []) : core::startswith(name, "*.")
    ])
    error_message = "The certificate is for every name of a domain"
  }
}
