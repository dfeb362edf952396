# iaclint-summary: A GraphQL API talks to its cache without TLS.
# iaclint-why: Answers to callers cross the network in plain text. It cannot be switched on later: the cache must be
# made anew.
# iaclint-fix: Set `transit_encryption_enabled = true`.
# iaclint-controls: AppSync.6
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_215
# iaclint-security: 4.0
resource_policy "aws_appsync_api_cache" "cache_tls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.transit_encryption_enabled, false) == true
    error_message = "The cache is reached without TLS"
  }
}
