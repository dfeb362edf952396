policytest {
  targets = ["apigateway-cache-encrypted.policy.hcl"]
}

resource "aws_api_gateway_method_settings" "encrypted" {
  attrs = { settings = [{ caching_enabled = true, cache_data_encrypted = true }] }
}

resource "aws_api_gateway_method_settings" "plain" {
  expect_failure = true
  attrs          = { settings = [{ caching_enabled = true, cache_data_encrypted = false }] }
}

resource "aws_api_gateway_method_settings" "unsaid" {
  expect_failure = true
  attrs          = { settings = [{ caching_enabled = true }] }
}

resource "aws_api_gateway_method_settings" "without" {
  attrs = { settings = [{ caching_enabled = false }] }
}

resource "aws_api_gateway_method_settings" "nothing_said" {
  attrs = { settings = [{ metrics_enabled = true }] }
}

# iaclint-unknown: settings[0].cache_data_encrypted
# iaclint-expect: undetermined
resource "aws_api_gateway_method_settings" "unknown" {
  skip  = true
  attrs = { settings = [{ caching_enabled = true, cache_data_encrypted = true }] }
}
