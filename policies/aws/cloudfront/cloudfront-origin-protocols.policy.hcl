# iaclint-summary: A distribution may talk to its origin with SSL 3.0.
# iaclint-why: SSL 3.0 is broken: whoever sits between CloudFront and the origin can read what is sent.
# iaclint-fix: Set `origin_ssl_protocols = ["TLSv1.2"]` in `custom_origin_config`.
# iaclint-controls: CloudFront.10
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV2_AWS_54
# iaclint-security: 4.0
resource_policy "aws_cloudfront_distribution" "origin_protocols" {
  enforcement_level = "mandatory_overridable"

  locals {
    old = [
      for one in core::try(attrs.origin, []) : one
      # One that is asked by HTTP only has no use for the list, which must be there all the same.
      if core::try(one.custom_origin_config[0].origin_protocol_policy, null) != "http-only" &&
      core::contains(core::flatten([core::try(one.custom_origin_config[0].origin_ssl_protocols, [])]), "SSLv3")
    ]
  }

  enforce {
    condition     = core::length(local.old) == 0
    error_message = "The distribution may talk SSL 3.0 to an origin"
  }
}
