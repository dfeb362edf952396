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

  enforce {
    condition     = core::try(attrs.default_root_object, null) != null && core::try(attrs.default_root_object, null) != ""
    error_message = "The distribution has no default root object"
  }
}
