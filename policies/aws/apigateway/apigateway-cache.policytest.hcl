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

resource "aws_api_gateway_method_settings" "on" {
  attrs = { method_path = "*/*", settings = [{ caching_enabled = true }] }
}

resource "aws_api_gateway_method_settings" "off" {
  expect_failure = true
  attrs          = { method_path = "*/*", settings = [{ caching_enabled = false }] }
}

resource "aws_api_gateway_method_settings" "unsaid" {
  expect_failure = true
  attrs          = { method_path = "*/*", settings = [{ metrics_enabled = true }] }
}

# iaclint-unknown: settings[0].caching_enabled
# iaclint-expect: undetermined
resource "aws_api_gateway_method_settings" "unknown" {
  skip  = true
  attrs = { method_path = "*/*", settings = [{ caching_enabled = true }] }
}
