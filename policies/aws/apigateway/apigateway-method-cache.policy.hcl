# iaclint-summary: The answers of the methods of an API are not cached.
# iaclint-why: Equal requests all reach the integration, also where the stage has a cache, which is then paid for in
# vain.
# iaclint-fix: Set `caching_enabled = true` in the `settings` of methods whose answers may be kept, and see that the
# stage has a cache.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_225, trivy:AWS-0190
resource_policy "aws_api_gateway_method_settings" "method_cache" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.settings[0].caching_enabled, false) == true
    error_message = "Answers of methods are not cached"
  }
}
