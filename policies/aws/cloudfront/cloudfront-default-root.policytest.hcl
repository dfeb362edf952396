policytest {
  targets = ["cloudfront-default-root.policy.hcl"]
}

resource "aws_cloudfront_distribution" "with" {
  attrs = { default_root_object = "index.html" }
}

resource "aws_cloudfront_distribution" "empty" {
  expect_failure = true
  attrs          = { default_root_object = "" }
}

resource "aws_cloudfront_distribution" "unsaid" {
  expect_failure = true
  attrs          = { enabled = true }
}

# iaclint-unknown: default_root_object
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { enabled = true }
}
