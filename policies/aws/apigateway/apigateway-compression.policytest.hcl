policytest {
  targets = ["apigateway-compression.policy.hcl"]
}

resource "aws_api_gateway_rest_api" "on" {
  attrs = { minimum_compression_size = "1024" }
}

resource "aws_api_gateway_rest_api" "all" {
  attrs = { minimum_compression_size = "0" }
}

resource "aws_api_gateway_rest_api" "off" {
  expect_failure = true
  attrs          = { minimum_compression_size = "-1" }
}

resource "aws_api_gateway_rest_api" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: minimum_compression_size
# iaclint-expect: undetermined
resource "aws_api_gateway_rest_api" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
