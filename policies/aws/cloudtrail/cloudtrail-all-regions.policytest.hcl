policytest {
  targets = ["cloudtrail-all-regions.policy.hcl"]
}

resource "aws_cloudtrail" "everywhere" {
  attrs = { is_multi_region_trail = true }
}

# Another records what this one does not.
resource "aws_cloudtrail" "data_events" {
  attrs = { is_multi_region_trail = false }
}

resource "aws_cloudtrail" "unsaid" {
  attrs = { name = "data" }
}
