policytest {
  targets = ["apigateway-access-logs.policy.hcl"]
}

resource "aws_api_gateway_stage" "logs" {
  attrs = { access_log_settings = [{ destination_arn = "arn:aws:logs:us-east-1:111122223333:log-group:api", format = "$context.requestId" }] }
}

resource "aws_api_gateway_stage" "none" {
  expect_failure = true
  attrs          = { stage_name = "live" }
}

# iaclint-unknown: access_log_settings
# iaclint-expect: undetermined
resource "aws_api_gateway_stage" "unknown" {
  skip  = true
  attrs = { stage_name = "live" }
}

resource "aws_apigatewayv2_stage" "logs" {
  attrs = { access_log_settings = [{ destination_arn = "arn:aws:logs:us-east-1:111122223333:log-group:api", format = "$context.requestId" }] }
}

resource "aws_apigatewayv2_stage" "none" {
  expect_failure = true
  attrs          = { name = "live" }
}
