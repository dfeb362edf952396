policytest {
  targets = ["apigateway-execution-logs.policy.hcl"]
}

resource "aws_api_gateway_stage" "logs" {
  attrs = {
    rest_api_id = "shop"
    stage_name  = "live"
  }
}

resource "aws_api_gateway_method_settings" "live" {
  attrs = {
    rest_api_id = "shop"
    stage_name  = aws_api_gateway_stage.logs.attrs.stage_name
    method_path = "*/*"
    settings    = [{ logging_level = "INFO" }]
  }
}

resource "aws_api_gateway_stage" "of_no_settings" {
  expect_failure = true
  attrs          = { rest_api_id = "shop", stage_name = "test" }
}

resource "aws_api_gateway_stage" "of_one_method_after_another" {
  attrs = { rest_api_id = "shop", stage_name = "beta" }
}

resource "aws_api_gateway_method_settings" "one_method" {
  attrs = {
    rest_api_id = "shop"
    stage_name  = "beta"
    method_path = "orders/GET"
    settings    = [{ logging_level = "ERROR" }]
  }
}

resource "aws_api_gateway_method_settings" "one_method_that_says_nothing" {
  expect_failure = true
  attrs = {
    rest_api_id = "shop"
    stage_name  = "beta"
    method_path = "orders/POST"
    settings    = [{ throttling_rate_limit = 10 }]
  }
}

resource "aws_api_gateway_method_settings" "one_method_beside_all" {
  attrs = {
    rest_api_id = "shop"
    stage_name  = aws_api_gateway_stage.logs.attrs.stage_name
    method_path = "orders/POST"
    settings    = [{ throttling_rate_limit = 10 }]
  }
}

resource "aws_api_gateway_method_settings" "one_method_off_beside_all" {
  expect_failure = true
  attrs = {
    rest_api_id = "shop"
    stage_name  = aws_api_gateway_stage.logs.attrs.stage_name
    method_path = "orders/PUT"
    settings    = [{ logging_level = "OFF" }]
  }
}

resource "aws_api_gateway_method_settings" "off" {
  expect_failure = true
  attrs = {
    rest_api_id = "bank"
    stage_name  = "live"
    method_path = "*/*"
    settings    = [{ logging_level = "OFF" }]
  }
}

resource "aws_api_gateway_method_settings" "unsaid" {
  expect_failure = true
  attrs = {
    rest_api_id = "bank"
    stage_name  = "test"
    method_path = "*/*"
    settings    = [{ metrics_enabled = true }]
  }
}

# iaclint-unknown: settings[0].logging_level
# iaclint-expect: undetermined
resource "aws_api_gateway_method_settings" "unknown" {
  skip = true
  attrs = {
    rest_api_id = "bank"
    stage_name  = "beta"
    method_path = "*/*"
    settings    = [{ logging_level = "INFO" }]
  }
}

resource "aws_apigatewayv2_api" "chat" {
  skip  = true
  attrs = { id = "chat", protocol_type = "WEBSOCKET" }
}

resource "aws_apigatewayv2_api" "web" {
  skip  = true
  attrs = { id = "web", protocol_type = "HTTP" }
}

resource "aws_apigatewayv2_stage" "logs" {
  attrs = { api_id = "chat", default_route_settings = [{ logging_level = "ERROR" }] }
}

resource "aws_apigatewayv2_stage" "off" {
  expect_failure = true
  attrs          = { api_id = "chat", default_route_settings = [{ logging_level = "OFF" }] }
}

resource "aws_apigatewayv2_stage" "unsaid" {
  expect_failure = true
  attrs          = { api_id = "chat" }
}

resource "aws_apigatewayv2_stage" "of_http" {
  attrs = { api_id = "web" }
}
