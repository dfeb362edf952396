policytest {
  targets = ["cloudfront-origin-access.policy.hcl"]
}

resource "aws_s3_bucket" "web" {
  skip  = true
  attrs = { id = "web", bucket_regional_domain_name = "web.s3.eu-west-1.amazonaws.com" }
}

resource "aws_cloudfront_distribution" "control" {
  attrs = { origin = [{ domain_name = aws_s3_bucket.web.attrs.bucket_regional_domain_name, origin_access_control_id = "E1OAC" }] }
}

resource "aws_cloudfront_distribution" "identity" {
  attrs = { origin = [{ domain_name = aws_s3_bucket.web.attrs.bucket_regional_domain_name, s3_origin_config = [{ origin_access_identity = "origin-access-identity/cloudfront/E1" }] }] }
}

resource "aws_cloudfront_distribution" "without" {
  expect_failure = true
  attrs          = { origin = [{ domain_name = aws_s3_bucket.web.attrs.bucket_regional_domain_name }] }
}

resource "aws_cloudfront_distribution" "by_name" {
  expect_failure = true
  attrs          = { origin = [{ domain_name = "old.s3.amazonaws.com", origin_access_control_id = "" }] }
}

resource "aws_cloudfront_distribution" "empty" {
  expect_failure = true
  attrs          = { origin = [{ domain_name = "old.s3.amazonaws.com", s3_origin_config = [{ origin_access_identity = "" }] }] }
}

resource "aws_cloudfront_distribution" "no_bucket" {
  attrs = { origin = [{ domain_name = "shop.example.com", custom_origin_config = [{ origin_protocol_policy = "https-only" }] }] }
}

# iaclint-unknown: origin[0].origin_access_control_id
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { origin = [{ domain_name = "old.s3.amazonaws.com", origin_access_control_id = "" }] }
}
