policytest {
  targets = ["cloudfront-geo-restriction.policy.hcl"]
}

resource "aws_cloudfront_distribution" "some" {
  attrs = { restrictions = [{ geo_restriction = [{ restriction_type = "whitelist", locations = ["DE"] }] }] }
}

resource "aws_cloudfront_distribution" "all" {
  expect_failure = true
  attrs          = { restrictions = [{ geo_restriction = [{ restriction_type = "none" }] }] }
}

# iaclint-unknown: restrictions[0].geo_restriction[0].restriction_type
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { restrictions = [{ geo_restriction = [{ restriction_type = "none" }] }] }
}
