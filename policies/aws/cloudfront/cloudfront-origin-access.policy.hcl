# iaclint-summary: A distribution fetches from a bucket as anybody would.
# iaclint-why: The bucket must be public for that, so that everybody also gets round CloudFront, its firewall and its
# logs.
# iaclint-fix: Set `origin_access_control_id` of the origin to an aws_cloudfront_origin_access_control, and allow the
# distribution alone in the policy of the bucket.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_46
# iaclint-security: 4.0
resource_policy "aws_cloudfront_distribution" "origin_access" {
  enforcement_level = "advisory"

  locals {
    buckets = [
      for one in core::try(attrs.origin, []) : one if core::length(core::try(one.custom_origin_config, [])) == 0 && (
        core::length(core::getresources("aws_s3_bucket", { bucket_regional_domain_name = one.domain_name })) > 0 ||
        core::length(core::getresources("aws_s3_bucket", { bucket_domain_name = one.domain_name })) > 0 ||
        core::regex_match(one.domain_name, "[.]s3([.-][a-z0-9-]+)?[.]amazonaws[.]com")
      )
    ]
    open = [
      for one in local.buckets : one if core::try(one.origin_access_control_id, "") == "" && !core::anytrue([
        for old in core::try(one.s3_origin_config, []) :
        old.origin_access_identity != "" || core::length(core::getresources("aws_cloudfront_origin_access_identity", {
          cloudfront_access_identity_path = old.origin_access_identity
        })) > 0
      ])
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The distribution fetches from a bucket without saying who it is"
  }
}
