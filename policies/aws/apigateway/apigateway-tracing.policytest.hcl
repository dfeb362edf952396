policytest {
  targets = ["apigateway-tracing.policy.hcl"]
}

resource "aws_api_gateway_stage" "on" {
  attrs = { xray_tracing_enabled = true }
}

resource "aws_api_gateway_stage" "off" {
  expect_failure = true
  attrs          = { xray_tracing_enabled = false }
}

resource "aws_api_gateway_stage" "unsaid" {
  expect_failure = true
  attrs          = { stage_name = "live" }
}

# iaclint-unknown: xray_tracing_enabled
# iaclint-expect: undetermined
resource "aws_api_gateway_stage" "unknown" {
  skip  = true
  attrs = { stage_name = "live" }
}
