policytest {
  targets = ["cloudfront-origin-protocols.policy.hcl"]
}

resource "aws_cloudfront_distribution" "current" {
  attrs = { origin = [{ custom_origin_config = [{ origin_ssl_protocols = ["TLSv1.2"] }] }] }
}

resource "aws_cloudfront_distribution" "old" {
  expect_failure = true
  attrs          = { origin = [{ custom_origin_config = [{ origin_ssl_protocols = ["TLSv1.2"] }] }, { custom_origin_config = [{ origin_ssl_protocols = ["SSLv3", "TLSv1.2"] }] }] }
}

resource "aws_cloudfront_distribution" "by_http_only" {
  attrs = { origin = [{ custom_origin_config = [{ origin_protocol_policy = "http-only", origin_ssl_protocols = ["SSLv3"] }] }] }
}

resource "aws_cloudfront_distribution" "bucket" {
  attrs = { origin = [{ domain_name = "web.s3.amazonaws.com" }] }
}

# iaclint-unknown: origin[0].custom_origin_config[0].origin_ssl_protocols
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { origin = [{ custom_origin_config = [{ origin_ssl_protocols = ["TLSv1.2"] }] }] }
}
