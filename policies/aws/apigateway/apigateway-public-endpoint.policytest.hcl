policytest {
  targets = ["apigateway-public-endpoint.policy.hcl"]
}

resource "aws_api_gateway_rest_api" "private" {
  attrs = { endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

resource "aws_api_gateway_rest_api" "regional" {
  expect_failure = true
  attrs          = { endpoint_configuration = [{ types = ["REGIONAL"] }] }
}

resource "aws_api_gateway_rest_api" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: endpoint_configuration[0].types
# iaclint-expect: undetermined
resource "aws_api_gateway_rest_api" "unknown" {
  skip  = true
  attrs = { endpoint_configuration = [{ types = ["PRIVATE"] }] }
}
