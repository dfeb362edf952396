policytest {
  targets = ["cloudtrail-all-regions.policy.hcl"]
}

resource "aws_cloudtrail" "one_region" {
  expect_failure = true
  attrs          = { is_multi_region_trail = false }
}

resource "aws_cloudtrail" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}
