# iaclint-id: opensearch-tls-policy
# iaclint-summary: A domain of OpenSearch speaks versions of TLS that are given up.
# iaclint-why: TLS 1.0 and 1.1 have known holes. Which policy a domain has to which none was given depends on when it
# was made.
# iaclint-fix: Set `tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"` in `domain_endpoint_options`.
# iaclint-controls: Opensearch.8, ES.8
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_228, trivy:AWS-0126
# iaclint-security: 4.0

# Without the block the domain has what AWS gave to new ones on that day: it is not judged.
resource_policy "aws_opensearch_domain" "tls_policy" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.domain_endpoint_options, [])) > 0

  enforce {
    condition     = !core::regex_match(attrs.domain_endpoint_options[0].tls_security_policy, "TLS-1-[01]-")
    error_message = "The domain speaks versions of TLS before 1.2"
  }
}

resource_policy "aws_elasticsearch_domain" "tls_policy" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.domain_endpoint_options, [])) > 0

  enforce {
    condition     = !core::regex_match(attrs.domain_endpoint_options[0].tls_security_policy, "TLS-1-[01]-")
    error_message = "The domain speaks versions of TLS before 1.2"
  }
}
