# iaclint-summary: A domain of CloudSearch speaks versions of TLS that are given up.
# iaclint-why: TLS 1.0 and 1.1 have known holes. A domain to which no policy was given has AWS's default, which allows
# them for the sake of old clients.
# iaclint-fix: Set `tls_security_policy = "Policy-Min-TLS-1-2-2019-07"` in `endpoint_options`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_218
# iaclint-security: 3.0
resource_policy "aws_cloudsearch_domain" "tls_policy" {
  enforcement_level = "advisory"

  locals {
    said = core::try(attrs.endpoint_options[0].tls_security_policy, null)
  }

  enforce {
    condition     = !core::regex_match(core::coalesce(local.said, "Policy-Min-TLS-1-0-2019-07"), "TLS-1-[01]-")
    error_message = "The domain speaks versions of TLS before 1.2"
  }
}
