# iaclint-summary: A distribution answers requests without encryption.
# iaclint-why: Whoever sits between the browser and CloudFront reads along, or answers in its place.
# iaclint-fix: Set `viewer_protocol_policy = "redirect-to-https"`, or `https-only`, in every cache behavior.
# iaclint-controls: CloudFront.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_34, trivy:AWS-0012, kics:55af1353-2f62-4fa0-a8e1-a210ca2708f5
# iaclint-security: 5.0
resource_policy "aws_cloudfront_distribution" "https" {
  enforcement_level = "mandatory_overridable"

  locals {
    behaviors = core::flatten([
      core::try(attrs.default_cache_behavior, []), core::try(attrs.ordered_cache_behavior, [])
    ])
    open = [for one in local.behaviors : one if one.viewer_protocol_policy == "allow-all"]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The distribution answers requests by HTTP"
  }
}
