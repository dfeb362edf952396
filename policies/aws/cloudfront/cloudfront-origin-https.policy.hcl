# iaclint-summary: A distribution fetches from an origin without encryption.
# iaclint-why: What browsers sent with encryption goes on in plain text from CloudFront through the internet.
# iaclint-fix: Set `origin_protocol_policy = "https-only"` in `custom_origin_config`. A website of S3 itself cannot do
# it: take the bucket as the origin instead.
# iaclint-controls: CloudFront.9
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV2_AWS_72
# iaclint-security: 4.0
resource_policy "aws_cloudfront_distribution" "origin_https" {
  enforcement_level = "advisory"

  locals {
    # An origin is asked as the viewer asked.
    behaviors = core::flatten([
      core::try(attrs.default_cache_behavior, []), core::try(attrs.ordered_cache_behavior, [])
    ])
    open = core::anytrue([for one in local.behaviors : one.viewer_protocol_policy == "allow-all"])
    plain = [
      for one in core::try(attrs.origin, []) : one
      if core::anytrue([
        for custom in core::try(one.custom_origin_config, []) :
        custom.origin_protocol_policy == "http-only" || custom.origin_protocol_policy == "match-viewer" && local.open
      ])
    ]
  }

  enforce {
    condition     = core::length(local.plain) == 0
    error_message = "The distribution fetches from an origin by HTTP"
  }
}
