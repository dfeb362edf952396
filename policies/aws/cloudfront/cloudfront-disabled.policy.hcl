# iaclint-summary: A distribution is switched off.
# iaclint-why: It answers nobody, and what is left of it, such as its names, is easily forgotten.
# iaclint-fix: Set `enabled = true`, or remove the distribution.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_216, kics:1bc367f6-901d-4870-ad0c-71d79762ef52
resource_policy "aws_cloudfront_distribution" "disabled" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.enabled, null) == true
    error_message = "The distribution is switched off"
  }
}
