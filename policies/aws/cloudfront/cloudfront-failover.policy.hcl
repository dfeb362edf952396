# iaclint-summary: A distribution has no second origin to turn to.
# iaclint-why: When the only origin fails, everything that is not in the cache fails.
# iaclint-fix: Add an `origin_group` with two members and `failover_criteria`, and name it in `target_origin_id`.
# iaclint-controls: CloudFront.4
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_310
resource_policy "aws_cloudfront_distribution" "failover" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::anytrue([for one in core::try(attrs.origin_group, []) : core::length(one.member) > 1])
    error_message = "No group of origins takes over from one that fails"
  }
}
