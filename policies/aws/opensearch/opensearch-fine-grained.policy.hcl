# iaclint-id: opensearch-fine-grained
# iaclint-summary: A domain of OpenSearch does not know its users.
# iaclint-why: Its access policy tells methods and paths apart, but no documents and fields: mostly whoever may send
# requests reads and changes every index. Fine-grained access control gives each user or role its own.
# iaclint-fix: Add `advanced_security_options` with `enabled = true` and a main user, with encryption at rest, between
# nodes and HTTPS, which it needs.
# iaclint-controls: Opensearch.7
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV2_AWS_52, kics:b4c6d7e8-f9a1-4bcd-89ef-01234abcd567
# iaclint-security: 5.0

resource_policy "aws_opensearch_domain" "fine_grained" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.advanced_security_options[0].enabled, false) == true
    error_message = "Fine-grained access control is off"
  }
}

resource_policy "aws_elasticsearch_domain" "fine_grained" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.advanced_security_options[0].enabled, false) == true
    error_message = "Fine-grained access control is off"
  }
}
