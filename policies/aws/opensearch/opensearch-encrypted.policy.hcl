# iaclint-id: opensearch-encrypted
# iaclint-summary: A domain of OpenSearch does not encrypt its data at rest.
# iaclint-why: Indexes, logs and automated snapshots can be read by whoever gets at a disk or a snapshot, and before
# version 6.7 of Elasticsearch it cannot be switched on later: the domain is replaced.
# iaclint-fix: Add `encrypt_at_rest { enabled = true }`.
# iaclint-controls: Opensearch.1, ES.1
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_5, trivy:AWS-0048, kics:24e16922-4330-4e9d-be8a-caa90299466a
# iaclint-security: 6.5

resource_policy "aws_opensearch_domain" "encrypted" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.encrypt_at_rest[0].enabled, false) == true
    error_message = "The domain does not encrypt its data at rest"
  }
}

resource_policy "aws_elasticsearch_domain" "encrypted" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.encrypt_at_rest[0].enabled, false) == true
    error_message = "The domain does not encrypt its data at rest"
  }
}
