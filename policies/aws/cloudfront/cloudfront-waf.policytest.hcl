policytest {
  targets = ["cloudfront-waf.policy.hcl"]
}

resource "aws_wafv2_web_acl" "shop" {
  skip  = true
  attrs = { arn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1" }
}

resource "aws_cloudfront_distribution" "guarded" {
  attrs = { web_acl_id = aws_wafv2_web_acl.shop.attrs.arn }
}

resource "aws_cloudfront_distribution" "open" {
  expect_failure = true
  attrs          = { enabled = true }
}

resource "aws_cloudfront_distribution" "empty" {
  expect_failure = true
  attrs          = { web_acl_id = "" }
}

# iaclint-unknown: web_acl_id
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { enabled = true }
}
