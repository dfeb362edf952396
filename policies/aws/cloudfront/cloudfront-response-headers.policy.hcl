# iaclint-summary: Answers of a distribution carry no headers of a policy.
# iaclint-why: Whether browsers are told to stay with HTTPS, not to guess types and not to show the site in frames
# depends on the origin alone.
# iaclint-fix: Set `response_headers_policy_id` in every cache behavior, such as to AWS's
# `Managed-SecurityHeadersPolicy` by a data source.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_32
# iaclint-security: 2.0
resource_policy "aws_cloudfront_distribution" "response_headers" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.default_cache_behavior[0].response_headers_policy_id, null) != null
    error_message = "The default cache behavior has no policy of response headers"
  }

  enforce {
    condition = (
      core::alltrue([
        for one in core::try(attrs.ordered_cache_behavior, []) : core::try(one.response_headers_policy_id, null) != null
      ])
    )
    error_message = "A cache behavior has no policy of response headers"
  }
}
