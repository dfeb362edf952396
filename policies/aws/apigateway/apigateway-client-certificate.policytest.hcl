policytest {
  targets = ["apigateway-client-certificate.policy.hcl"]
}

resource "aws_api_gateway_client_certificate" "api" {
  skip  = true
  attrs = { id = "1a2b3c" }
}

resource "aws_api_gateway_stage" "with" {
  attrs = { client_certificate_id = aws_api_gateway_client_certificate.api.attrs.id }
}

resource "aws_api_gateway_stage" "without" {
  expect_failure = true
  attrs          = { stage_name = "live" }
}

# iaclint-unknown: client_certificate_id
# iaclint-expect: undetermined
resource "aws_api_gateway_stage" "unknown" {
  skip  = true
  attrs = { stage_name = "live" }
}

resource "aws_apigatewayv2_api" "chat" {
  skip  = true
  attrs = { id = "chat", protocol_type = "WEBSOCKET" }
}

resource "aws_apigatewayv2_api" "web" {
  skip  = true
  attrs = { id = "web", protocol_type = "HTTP" }
}

resource "aws_apigatewayv2_stage" "with" {
  attrs = { api_id = "chat", client_certificate_id = "1a2b3c" }
}

resource "aws_apigatewayv2_stage" "without" {
  expect_failure = true
  attrs          = { api_id = "chat" }
}

resource "aws_apigatewayv2_stage" "of_http" {
  attrs = { api_id = "web" }
}
