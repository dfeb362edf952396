policytest {
  targets = ["apigateway-authorization.policy.hcl"]
}

resource "aws_api_gateway_method" "iam" {
  attrs = { http_method = "GET", authorization = "AWS_IAM" }
}

resource "aws_api_gateway_method" "open" {
  expect_failure = true
  attrs          = { http_method = "GET", authorization = "NONE" }
}

resource "aws_api_gateway_method" "open_with_false" {
  expect_failure = true
  attrs          = { http_method = "POST", authorization = "NONE", api_key_required = false }
}

resource "aws_api_gateway_method" "key" {
  attrs = { http_method = "GET", authorization = "NONE", api_key_required = true }
}

resource "aws_api_gateway_method" "preflight" {
  attrs = { http_method = "OPTIONS", authorization = "NONE" }
}

resource "aws_api_gateway_rest_api" "private" {
  skip  = true
  attrs = { id = "private", endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

resource "aws_api_gateway_rest_api" "of_one_account" {
  skip = true
  attrs = {
    id     = "of_one_account"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "execute-api:Invoke", Resource = "*" }] })
  }
}

resource "aws_api_gateway_rest_api" "of_addresses" {
  skip  = true
  attrs = { id = "of_addresses", endpoint_configuration = [{ types = ["REGIONAL"] }] }
}

resource "aws_api_gateway_rest_api_policy" "of_addresses" {
  skip = true
  attrs = {
    rest_api_id = "of_addresses"
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = "192.0.2.0/24" } } }
    ] })
  }
}

resource "aws_api_gateway_rest_api" "of_everybody" {
  skip = true
  attrs = {
    id     = "of_everybody"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] })
  }
}

resource "aws_api_gateway_rest_api" "public" {
  skip  = true
  attrs = { id = "public", endpoint_configuration = [{ types = ["REGIONAL"] }] }
}

resource "aws_api_gateway_method" "of_private" {
  attrs = { rest_api_id = "private", http_method = "GET", authorization = "NONE" }
}

resource "aws_api_gateway_method" "of_one_account" {
  attrs = { rest_api_id = "of_one_account", http_method = "GET", authorization = "NONE" }
}

resource "aws_api_gateway_method" "of_addresses" {
  attrs = { rest_api_id = "of_addresses", http_method = "GET", authorization = "NONE" }
}

resource "aws_api_gateway_method" "of_everybody" {
  expect_failure = true
  attrs          = { rest_api_id = "of_everybody", http_method = "GET", authorization = "NONE" }
}

resource "aws_api_gateway_method" "of_public" {
  expect_failure = true
  attrs          = { rest_api_id = "public", http_method = "GET", authorization = "NONE" }
}

# iaclint-unknown: authorization
# iaclint-expect: undetermined
resource "aws_api_gateway_method" "unknown" {
  skip  = true
  attrs = { http_method = "GET" }
}

resource "aws_apigatewayv2_api" "chat" {
  skip  = true
  attrs = { id = "chat", protocol_type = "WEBSOCKET" }
}

resource "aws_apigatewayv2_api" "web" {
  skip  = true
  attrs = { id = "web", protocol_type = "HTTP" }
}

resource "aws_apigatewayv2_route" "jwt" {
  attrs = { api_id = "web", route_key = "GET /orders", authorization_type = "JWT" }
}

resource "aws_apigatewayv2_route" "open" {
  expect_failure = true
  attrs          = { api_id = "web", route_key = "GET /orders", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "unsaid" {
  expect_failure = true
  attrs          = { api_id = "web", route_key = "$default" }
}

resource "aws_apigatewayv2_route" "preflight" {
  attrs = { api_id = "web", route_key = "OPTIONS /{proxy+}" }
}

resource "aws_apigatewayv2_route" "connect" {
  expect_failure = true
  attrs          = { api_id = "chat", route_key = "$connect" }
}

resource "aws_apigatewayv2_route" "message" {
  attrs = { api_id = "chat", route_key = "$default" }
}

# iaclint-unknown: authorization_type
# iaclint-expect: undetermined
resource "aws_apigatewayv2_route" "unknown" {
  skip  = true
  attrs = { api_id = "web", route_key = "GET /orders" }
}
