# iaclint-summary: A stage of an API has no cache.
# iaclint-why: Equal requests all reach the integration, which may fall under the load that a cache would take off it.
# A cache costs by the hour, so it must be wanted.
# iaclint-fix: Set `cache_cluster_enabled = true` and `cache_cluster_size`, and `caching_enabled` in the settings of
# methods whose answers may be kept.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_120
resource_policy "aws_api_gateway_stage" "cache" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.cache_cluster_enabled, false) == true
    error_message = "The stage has no cache"
  }
}
