policytest {
  targets = ["cloudtrail-all-regions.policy.hcl"]
}

# iaclint-unknown: is_multi_region_trail
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
