policytest {
  targets = ["cloudfront-response-headers.policy.hcl"]
}

resource "aws_cloudfront_response_headers_policy" "site" {
  skip  = true
  attrs = { id = "1234" }
}

resource "aws_cloudfront_distribution" "with" {
  attrs = { default_cache_behavior = [{ response_headers_policy_id = aws_cloudfront_response_headers_policy.site.attrs.id }] }
}

resource "aws_cloudfront_distribution" "without" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ compress = true }] }
}

resource "aws_cloudfront_distribution" "partly" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ response_headers_policy_id = "1234" }], ordered_cache_behavior = [{ path_pattern = "/a" }] }
}

# iaclint-unknown: default_cache_behavior[0].response_headers_policy_id
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { default_cache_behavior = [{ compress = true }] }
}
