# iaclint-id: apigateway-cache
# iaclint-summary: An API answers every request anew.
# iaclint-why: Equal requests all reach the integration, which pays for them with time and money. A cache costs by the
# hour, so it must be wanted.
# iaclint-fix: Set `cache_cluster_enabled = true` and `cache_cluster_size` of the stage, and `caching_enabled = true`
# in the settings of methods whose answers may be kept.
# iaclint-groups: cost
# iaclint-peers: checkov:CKV_AWS_120, checkov:CKV_AWS_225, trivy:AWS-0190

resource_policy "aws_api_gateway_stage" "cache" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.cache_cluster_enabled, false) == true
    error_message = "The stage has no cache"
  }
}

resource_policy "aws_api_gateway_method_settings" "cache" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.settings[0].caching_enabled, false) == true
    error_message = "Answers of methods are not cached"
  }
}
