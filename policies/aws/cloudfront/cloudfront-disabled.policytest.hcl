policytest {
  targets = ["cloudfront-disabled.policy.hcl"]
}

resource "aws_cloudfront_distribution" "on" {
  attrs = { enabled = true }
}

resource "aws_cloudfront_distribution" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}

# iaclint-unknown: enabled
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { enabled = true }
}
