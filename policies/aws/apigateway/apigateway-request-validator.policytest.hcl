policytest {
  targets = ["apigateway-request-validator.policy.hcl"]
}

resource "aws_api_gateway_request_validator" "all" {
  skip  = true
  attrs = { id = "abc123" }
}

resource "aws_api_gateway_method" "with" {
  attrs = { http_method = "POST", request_validator_id = aws_api_gateway_request_validator.all.attrs.id }
}

resource "aws_api_gateway_method" "without" {
  expect_failure = true
  attrs          = { http_method = "POST" }
}

resource "aws_api_gateway_method" "preflight" {
  attrs = { http_method = "OPTIONS" }
}

# iaclint-unknown: request_validator_id
# iaclint-expect: undetermined
resource "aws_api_gateway_method" "unknown" {
  skip  = true
  attrs = { http_method = "POST" }
}
