policytest {
  targets = ["apigateway-data-trace.policy.hcl"]
}

resource "aws_api_gateway_method_settings" "off" {
  attrs = { settings = [{ data_trace_enabled = false }] }
}

resource "aws_api_gateway_method_settings" "unsaid" {
  attrs = { settings = [{ metrics_enabled = true }] }
}

resource "aws_api_gateway_method_settings" "on" {
  expect_failure = true
  attrs          = { settings = [{ data_trace_enabled = true }] }
}

# iaclint-unknown: settings[0].data_trace_enabled
# iaclint-expect: undetermined
resource "aws_api_gateway_method_settings" "unknown" {
  skip  = true
  attrs = { settings = [{ data_trace_enabled = true }] }
}

resource "aws_apigatewayv2_stage" "unsaid" {
  attrs = { name = "live" }
}

resource "aws_apigatewayv2_stage" "on" {
  expect_failure = true
  attrs          = { default_route_settings = [{ data_trace_enabled = true }] }
}
