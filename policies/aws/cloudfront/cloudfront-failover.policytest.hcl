policytest {
  targets = ["cloudfront-failover.policy.hcl"]
}

resource "aws_cloudfront_distribution" "with" {
  attrs = { origin_group = [{ origin_id = "both", failover_criteria = [{ status_codes = [500, 502] }], member = [{ origin_id = "a" }, { origin_id = "b" }] }] }
}

resource "aws_cloudfront_distribution" "one_member" {
  expect_failure = true
  attrs          = { origin_group = [{ origin_id = "both", failover_criteria = [{ status_codes = [500] }], member = [{ origin_id = "a" }] }] }
}

resource "aws_cloudfront_distribution" "without" {
  expect_failure = true
  attrs          = { enabled = true }
}

# iaclint-unknown: origin_group
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { enabled = true }
}
