policytest {
  targets = ["cloudfront-tls.policy.hcl"]
}

resource "aws_cloudfront_distribution" "current" {
  attrs = { viewer_certificate = [{ acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1", minimum_protocol_version = "TLSv1.2_2021" }] }
}

resource "aws_cloudfront_distribution" "newest" {
  attrs = { viewer_certificate = [{ acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1", minimum_protocol_version = "TLSv1.3_2025" }] }
}

resource "aws_cloudfront_distribution" "old" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1", minimum_protocol_version = "TLSv1.1_2016" }] }
}

resource "aws_cloudfront_distribution" "unsaid" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1" }] }
}

resource "aws_cloudfront_distribution" "of_cloudfront" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = true }] }
}

# iaclint-unknown: viewer_certificate[0].minimum_protocol_version
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { viewer_certificate = [{ acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1", minimum_protocol_version = "TLSv1" }] }
}
