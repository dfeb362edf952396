policytest {
  targets = ["cloudfront-hsts.policy.hcl"]
}

resource "aws_cloudfront_response_headers_policy" "strict" {
  attrs = { security_headers_config = [{ strict_transport_security = [{ access_control_max_age_sec = 63072000, include_subdomains = true, preload = true, override = true }] }] }
}

resource "aws_cloudfront_response_headers_policy" "short" {
  expect_failure = true
  attrs          = { security_headers_config = [{ strict_transport_security = [{ access_control_max_age_sec = 300, include_subdomains = true, preload = true, override = true }] }] }
}

resource "aws_cloudfront_response_headers_policy" "alone" {
  expect_failure = true
  attrs          = { security_headers_config = [{ strict_transport_security = [{ access_control_max_age_sec = 63072000, preload = true, override = true }] }] }
}

resource "aws_cloudfront_response_headers_policy" "other_headers" {
  expect_failure = true
  attrs          = { security_headers_config = [{ content_type_options = [{ override = true }] }] }
}

resource "aws_cloudfront_response_headers_policy" "unsaid" {
  expect_failure = true
  attrs          = { name = "site" }
}

# iaclint-unknown: security_headers_config[0].strict_transport_security[0].preload
# iaclint-expect: undetermined
resource "aws_cloudfront_response_headers_policy" "unknown" {
  skip  = true
  attrs = { security_headers_config = [{ strict_transport_security = [{ access_control_max_age_sec = 63072000, include_subdomains = true, preload = true, override = true }] }] }
}
