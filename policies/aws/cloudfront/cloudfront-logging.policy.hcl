# iaclint-summary: Requests to a distribution are not recorded.
# iaclint-why: Nobody can tell afterwards who asked for what: what was answered from the cache is in no log of the
# origin either.
# iaclint-fix: Add `logging_config` with a bucket, or an aws_cloudwatch_log_delivery_source with the ARN of the
# distribution and an aws_cloudwatch_log_delivery.
# iaclint-controls: CloudFront.5
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_86, trivy:AWS-0010, kics:94690d79-b3b0-43de-b656-84ebef5753e5
resource_policy "aws_cloudfront_distribution" "logging" {
  enforcement_level = "advisory"

  locals {
    # Standard logging of the second version is set up beside the distribution.
    sources = core::getresources("aws_cloudwatch_log_delivery_source", { resource_arn = attrs.arn })
    deliveries = core::flatten([
      for one in local.sources : core::getresources("aws_cloudwatch_log_delivery", { delivery_source_name = one.name })
    ])
    behaviors = core::flatten([
      core::try(attrs.default_cache_behavior, []), core::try(attrs.ordered_cache_behavior, [])
    ])
    # Logs in real time are set in each behavior.
    live = core::length(local.behaviors) > 0 && core::alltrue([
      for one in local.behaviors : core::try(one.realtime_log_config_arn, null) != null
    ])
  }

  enforce {
    condition = (
      core::length(core::try(attrs.logging_config, [])) > 0 || core::length(local.deliveries) > 0 || local.live
    )
    error_message = "Requests to the distribution are not recorded"
  }
}
