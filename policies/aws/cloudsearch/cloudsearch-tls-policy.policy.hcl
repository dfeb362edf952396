# iaclint-summary: A domain of CloudSearch speaks versions of TLS that are given up.
# iaclint-why: TLS 1.0 and 1.1 have known holes. Where no policy is named, AWS says nowhere which one the domain has.
# iaclint-fix: Set `tls_security_policy = "Policy-Min-TLS-1-2-2019-07"` in `endpoint_options`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_218
# iaclint-security: 3.0
resource_policy "aws_cloudsearch_domain" "tls_policy" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.endpoint_options, [])) > 0

  enforce {
    condition     = !core::regex_match(attrs.endpoint_options[0].tls_security_policy, "TLS-1-[01]-")
    error_message = "The domain speaks versions of TLS before 1.2"
  }
}
