# iaclint-id: opensearch-https
# iaclint-summary: A domain of OpenSearch answers without encryption.
# iaclint-why: What is sent to it in plain HTTP, with it passwords and documents, can be read and changed on its way.
# AWS demands HTTPS only where it is told to.
# iaclint-fix: Add `domain_endpoint_options { enforce_https = true }`.
# iaclint-controls: Opensearch.8, ES.8
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_83, trivy:AWS-0046, kics:2e9e0729-66d5-4148-9d39-5e6fb4bf2a4e
# iaclint-security: 6.0

# In a block the provider says `true` unless told otherwise; without the block it says nothing.
resource_policy "aws_opensearch_domain" "https" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = (
      core::length(core::try(attrs.domain_endpoint_options, [])) > 0 &&
      core::try(attrs.domain_endpoint_options[0].enforce_https, true) != false
    )
    error_message = "The domain does not demand HTTPS"
  }
}

resource_policy "aws_elasticsearch_domain" "https" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = (
      core::length(core::try(attrs.domain_endpoint_options, [])) > 0 &&
      core::try(attrs.domain_endpoint_options[0].enforce_https, true) != false
    )
    error_message = "The domain does not demand HTTPS"
  }
}
