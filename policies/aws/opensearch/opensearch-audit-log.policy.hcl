# iaclint-id: opensearch-audit-log
# iaclint-summary: A domain of OpenSearch does not publish its audit log.
# iaclint-why: Who signed in or failed to, and who read or changed which index, is written down nowhere.
# iaclint-fix: Add a `log_publishing_options` with `log_type = "AUDIT_LOGS"`, which needs fine-grained access control,
# and switch audit logs on in OpenSearch Dashboards.
# iaclint-controls: Opensearch.5, ES.5
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_317, trivy:AWS-0042
# iaclint-security: 3.0

resource_policy "aws_opensearch_domain" "audit_log" {
  enforcement_level = "advisory"

  locals {
    published = [
      for one in core::try(attrs.log_publishing_options, []) : one.log_type if core::try(one.enabled, true) != false
    ]
  }

  enforce {
    condition     = core::contains(local.published, "AUDIT_LOGS")
    error_message = "The domain does not publish its audit log"
  }
}

resource_policy "aws_elasticsearch_domain" "audit_log" {
  enforcement_level = "advisory"

  locals {
    published = [
      for one in core::try(attrs.log_publishing_options, []) : one.log_type if core::try(one.enabled, true) != false
    ]
  }

  enforce {
    condition     = core::contains(local.published, "AUDIT_LOGS")
    error_message = "The domain does not publish its audit log"
  }
}
