# iaclint-summary: A distribution has no object for its bare address.
# iaclint-why: A request for `/` goes to the origin as it is; a bucket that may be listed then shows all of its
# objects.
# iaclint-fix: Set `default_root_object`, such as to `index.html`.
# iaclint-controls: CloudFront.1
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_305
# iaclint-security: 2.0
resource_policy "aws_cloudfront_distribution" "default_root" {
  enforcement_level = "advisory"

  filter = core::length(local.buckets) > 0 && !core::anytrue([for id in local.servers : id == local.target])

  locals {
    root = core::try(attrs.default_root_object, null)
    target = core::try(attrs.default_cache_behavior[0].target_origin_id, null)
    # Other origins answer to `/` as they like.
    servers = [
      for one in core::try(attrs.origin, []) : one.origin_id if (
        core::length(core::try(one.custom_origin_config, [])) > 0 ||
        core::length(core::try(one.vpc_origin_config, [])) > 0
      )
    ]
    buckets = [
      for one in core::try(attrs.origin, []) : one if (
        core::length(core::try(one.custom_origin_config, [])) == 0 &&
        core::length(core::try(one.vpc_origin_config, [])) == 0
      )
    ]
  }

  enforce {
    condition     = local.root != null && local.root != ""
    error_message = "The distribution has no default root object"
  }
}
