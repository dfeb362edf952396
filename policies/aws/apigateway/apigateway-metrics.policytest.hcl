policytest {
  targets = ["apigateway-metrics.policy.hcl"]
}

resource "aws_api_gateway_method_settings" "on" {
  attrs = { method_path = "*/*", settings = [{ metrics_enabled = true }] }
}

resource "aws_api_gateway_method_settings" "off" {
  expect_failure = true
  attrs          = { method_path = "*/*", settings = [{ metrics_enabled = false }] }
}

resource "aws_api_gateway_method_settings" "unsaid" {
  expect_failure = true
  attrs          = { method_path = "*/*", settings = [{ logging_level = "INFO" }] }
}

# iaclint-unknown: settings[0].metrics_enabled
# iaclint-expect: undetermined
resource "aws_api_gateway_method_settings" "unknown" {
  skip  = true
  attrs = { method_path = "*/*", settings = [{ metrics_enabled = true }] }
}
