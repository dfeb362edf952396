# iaclint-summary: The cache of an API is not encrypted.
# iaclint-why: Answers to callers lie in it in plain text, with whatever they say about whom.
# iaclint-fix: Set `cache_data_encrypted = true` in `settings`.
# iaclint-controls: APIGateway.5
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_308, trivy:AWS-0002, kics:b7c9a40c-23e4-4a2d-8d39-a3352f10f288
# iaclint-security: 4.0
resource_policy "aws_api_gateway_method_settings" "cache_encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.settings[0].caching_enabled, false) == true

  enforce {
    condition     = core::try(attrs.settings[0].cache_data_encrypted, false) == true
    error_message = "Cached answers are not encrypted"
  }
}
