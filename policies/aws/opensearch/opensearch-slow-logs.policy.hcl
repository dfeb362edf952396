# iaclint-id: opensearch-slow-logs
# iaclint-summary: A domain of OpenSearch does not publish its slow logs.
# iaclint-why: When it gets slow nobody sees which searches and which writes are to blame.
# iaclint-fix: Add a `log_publishing_options` for each of `INDEX_SLOW_LOGS` and `SEARCH_SLOW_LOGS`, and set thresholds
# in the settings of the indexes.
# iaclint-groups: logging
# iaclint-peers: kics:e979fcbc-df6c-422d-9458-c33d65e71c45

resource_policy "aws_opensearch_domain" "slow_logs" {
  enforcement_level = "advisory"

  locals {
    published = [
      for one in core::try(attrs.log_publishing_options, []) : one.log_type if core::try(one.enabled, true) != false
    ]
  }

  enforce {
    condition     = core::anytrue([for log in local.published : core::endswith(log, "_SLOW_LOGS")])
    error_message = "The domain does not publish its slow logs"
  }
}

resource_policy "aws_elasticsearch_domain" "slow_logs" {
  enforcement_level = "advisory"

  locals {
    published = [
      for one in core::try(attrs.log_publishing_options, []) : one.log_type if core::try(one.enabled, true) != false
    ]
  }

  enforce {
    condition     = core::anytrue([for log in local.published : core::endswith(log, "_SLOW_LOGS")])
    error_message = "The domain does not publish its slow logs"
  }
}
