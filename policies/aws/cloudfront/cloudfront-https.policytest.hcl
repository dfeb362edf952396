policytest {
  targets = ["cloudfront-https.policy.hcl"]
}

resource "aws_cloudfront_distribution" "redirects" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "redirect-to-https" }] }
}

resource "aws_cloudfront_distribution" "open" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "allow-all" }] }
}

resource "aws_cloudfront_distribution" "open_below" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }], ordered_cache_behavior = [{ path_pattern = "/a", viewer_protocol_policy = "https-only" }, { path_pattern = "/b", viewer_protocol_policy = "allow-all" }] }
}

# iaclint-unknown: default_cache_behavior[0].viewer_protocol_policy
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "allow-all" }] }
}
