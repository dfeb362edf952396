policytest {
  targets = ["cloudfront-custom-certificate.policy.hcl"]
}

resource "aws_acm_certificate" "shop" {
  skip  = true
  attrs = { arn = "arn:aws:acm:us-east-1:111122223333:certificate/1" }
}

resource "aws_cloudfront_distribution" "own" {
  attrs = { viewer_certificate = [{ acm_certificate_arn = aws_acm_certificate.shop.attrs.arn }] }
}

resource "aws_cloudfront_distribution" "own_of_iam" {
  attrs = { viewer_certificate = [{ iam_certificate_id = "ASCA1" }] }
}

resource "aws_cloudfront_distribution" "refused" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = false }] }
}

resource "aws_cloudfront_distribution" "of_cloudfront" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = true }] }
}

resource "aws_cloudfront_distribution" "unsaid" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ minimum_protocol_version = "TLSv1" }] }
}

# iaclint-unknown: viewer_certificate[0].acm_certificate_arn
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { viewer_certificate = [{ minimum_protocol_version = "TLSv1" }] }
}
