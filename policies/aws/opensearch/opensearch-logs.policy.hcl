# iaclint-id: opensearch-logs
# iaclint-summary: A domain of OpenSearch sends none of its logs to CloudWatch.
# iaclint-why: Errors and slow requests are then to be seen nowhere, neither by people nor by an alarm.
# iaclint-fix: Add a `log_publishing_options` with `cloudwatch_log_group_arn` for each of `ES_APPLICATION_LOGS`,
# `INDEX_SLOW_LOGS` and `SEARCH_SLOW_LOGS`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_84, kics:acb6b4e2-a086-4f35-aefd-4db6ea51ada2

resource_policy "aws_opensearch_domain" "logs" {
  enforcement_level = "advisory"

  locals {
    published = [
      for one in core::try(attrs.log_publishing_options, []) : one.log_type if core::try(one.enabled, true) != false
    ]
  }

  enforce {
    condition     = core::length(local.published) > 0
    error_message = "None of the domain's logs goes to CloudWatch"
  }
}

resource_policy "aws_elasticsearch_domain" "logs" {
  enforcement_level = "advisory"

  locals {
    published = [
      for one in core::try(attrs.log_publishing_options, []) : one.log_type if core::try(one.enabled, true) != false
    ]
  }

  enforce {
    condition     = core::length(local.published) > 0
    error_message = "None of the domain's logs goes to CloudWatch"
  }
}
