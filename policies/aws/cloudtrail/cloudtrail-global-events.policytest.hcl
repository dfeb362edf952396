policytest {
  targets = ["cloudtrail-global-events.policy.hcl"]
}

resource "aws_cloudtrail" "unsaid" {
  attrs = { is_multi_region_trail = true }
}

resource "aws_cloudtrail" "with" {
  attrs = { is_multi_region_trail = true, include_global_service_events = true }
}

resource "aws_cloudtrail" "without" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, include_global_service_events = false }
}

resource "aws_cloudtrail" "one_region" {
  attrs = { is_multi_region_trail = false, include_global_service_events = false }
}

resource "aws_cloudtrail" "one_region_unsaid" {
  attrs = { include_global_service_events = false }
}

# iaclint-unknown: include_global_service_events
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { is_multi_region_trail = true }
}
