# iaclint-id: opensearch-dedicated-masters
# iaclint-summary: The nodes that manage a domain of OpenSearch are not spread over three dedicated ones.
# iaclint-why: When a data node that also manages the cluster is overloaded or fails, the whole domain stands still; two
# of them cannot agree who leads, and all in one zone fail with it.
# iaclint-fix: Set `dedicated_master_enabled = true`, `dedicated_master_count = 3`, a `dedicated_master_type` and
# `zone_awareness_enabled = true` in `cluster_config`, with an `instance_count` of at least two.
# iaclint-controls: Opensearch.11, ES.7
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_318

resource_policy "aws_opensearch_domain" "dedicated_masters" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.cluster_config[0].dedicated_master_enabled, false) == true &&
      core::coalesce(core::try(attrs.cluster_config[0].dedicated_master_count, null), 0) >= 3
    )
    error_message = "The domain has fewer than three dedicated master nodes"
  }

  enforce {
    condition = (
      core::try(attrs.cluster_config[0].zone_awareness_enabled, false) == true ||
      core::try(attrs.cluster_config[0].multi_az_with_standby_enabled, false) == true
    )
    error_message = "The domain is in one availability zone"
  }
}

resource_policy "aws_elasticsearch_domain" "dedicated_masters" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.cluster_config[0].dedicated_master_enabled, false) == true &&
      core::coalesce(core::try(attrs.cluster_config[0].dedicated_master_count, null), 0) >= 3
    )
    error_message = "The domain has fewer than three dedicated master nodes"
  }

  enforce {
    condition     = core::try(attrs.cluster_config[0].zone_awareness_enabled, false) == true
    error_message = "The domain is in one availability zone"
  }
}
