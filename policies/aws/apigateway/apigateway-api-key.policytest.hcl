policytest {
  targets = ["apigateway-api-key.policy.hcl"]
}

resource "aws_api_gateway_method" "with" {
  attrs = { http_method = "GET", api_key_required = true }
}

resource "aws_api_gateway_method" "off" {
  expect_failure = true
  attrs          = { http_method = "GET", api_key_required = false }
}

resource "aws_api_gateway_method" "unsaid" {
  expect_failure = true
  attrs          = { http_method = "GET" }
}

resource "aws_api_gateway_method" "preflight" {
  attrs = { http_method = "OPTIONS" }
}

# iaclint-unknown: api_key_required
# iaclint-expect: undetermined
resource "aws_api_gateway_method" "unknown" {
  skip  = true
  attrs = { http_method = "GET" }
}
