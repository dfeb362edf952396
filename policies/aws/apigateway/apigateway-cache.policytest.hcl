policytest {
  targets = ["apigateway-cache.policy.hcl"]
}

resource "aws_api_gateway_stage" "on" {
  attrs = { cache_cluster_enabled = true, cache_cluster_size = "0.5" }
}

resource "aws_api_gateway_stage" "off" {
  expect_failure = true
  attrs          = { cache_cluster_enabled = false }
}

resource "aws_api_gateway_stage" "unsaid" {
  expect_failure = true
  attrs          = { stage_name = "live" }
}

# iaclint-unknown: cache_cluster_enabled
# iaclint-expect: undetermined
resource "aws_api_gateway_stage" "unknown" {
  skip  = true
  attrs = { stage_name = "live" }
}
