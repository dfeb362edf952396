policytest {
  targets = ["cloudfront-origin-https.policy.hcl"]
}

resource "aws_cloudfront_distribution" "https" {
  attrs = { origin = [{ custom_origin_config = [{ origin_protocol_policy = "https-only" }] }] }
}

resource "aws_cloudfront_distribution" "http" {
  expect_failure = true
  attrs          = { origin = [{ custom_origin_config = [{ origin_protocol_policy = "http-only" }] }] }
}

resource "aws_cloudfront_distribution" "as_viewers" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "allow-all" }], origin = [{ custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }] }
}

resource "aws_cloudfront_distribution" "as_viewers_with_https" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "redirect-to-https" }], origin = [{ custom_origin_config = [{ origin_protocol_policy = "match-viewer" }] }] }
}

resource "aws_cloudfront_distribution" "bucket" {
  attrs = { origin = [{ domain_name = "web.s3.amazonaws.com" }] }
}

# iaclint-unknown: origin[0].custom_origin_config[0].origin_protocol_policy
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { origin = [{ custom_origin_config = [{ origin_protocol_policy = "https-only" }] }] }
}
