policytest {
  targets = ["apigateway-tls.policy.hcl"]
}

resource "aws_api_gateway_domain_name" "current" {
  attrs = { security_policy = "TLS_1_2" }
}

resource "aws_api_gateway_domain_name" "newer" {
  attrs = { security_policy = "SecurityPolicy_TLS13_1_3_2025_09" }
}

resource "aws_api_gateway_domain_name" "old" {
  expect_failure = true
  attrs          = { security_policy = "TLS_1_0" }
}

resource "aws_api_gateway_domain_name" "unsaid" {
  attrs = { domain_name = "api.example.com" }
}

# iaclint-unknown: security_policy
# iaclint-expect: undetermined
resource "aws_api_gateway_domain_name" "unknown" {
  skip  = true
  attrs = { domain_name = "api.example.com" }
}

resource "aws_apigatewayv2_domain_name" "current" {
  attrs = { domain_name_configuration = [{ security_policy = "TLS_1_2" }] }
}

resource "aws_apigatewayv2_domain_name" "old" {
  expect_failure = true
  attrs          = { domain_name_configuration = [{ security_policy = "TLS_1_0" }] }
}
