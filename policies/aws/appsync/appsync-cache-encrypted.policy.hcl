# iaclint-summary: The cache of a GraphQL API is not encrypted.
# iaclint-why: Answers to callers lie on its disks in plain text. It cannot be switched on later: the cache must be
# made anew.
# iaclint-fix: Set `at_rest_encryption_enabled = true`.
# iaclint-controls: AppSync.1
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_214
# iaclint-security: 5.0
resource_policy "aws_appsync_api_cache" "cache_encrypted" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.at_rest_encryption_enabled, false) == true
    error_message = "The cache is not encrypted"
  }
}
