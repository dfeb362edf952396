policytest {
  targets = ["apigateway-waf.policy.hcl"]
}

resource "aws_api_gateway_rest_api" "shop" {
  skip  = true
  attrs = { id = "shop", endpoint_configuration = [{ types = ["REGIONAL"] }] }
}

resource "aws_api_gateway_rest_api" "inside" {
  skip  = true
  attrs = { id = "inside", endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

resource "aws_api_gateway_stage" "guarded" {
  attrs = { rest_api_id = "shop", arn = "arn:aws:apigateway:us-east-1::/restapis/shop/stages/live" }
}

resource "aws_wafv2_web_acl_association" "live" {
  skip  = true
  attrs = { resource_arn = aws_api_gateway_stage.guarded.attrs.arn, web_acl_arn = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1" }
}

resource "aws_api_gateway_stage" "guarded_by_classic" {
  attrs = { rest_api_id = "shop", arn = "arn:aws:apigateway:us-east-1::/restapis/shop/stages/beta" }
}

resource "aws_wafregional_web_acl_association" "beta" {
  skip  = true
  attrs = { resource_arn = aws_api_gateway_stage.guarded_by_classic.attrs.arn }
}

resource "aws_api_gateway_stage" "open" {
  expect_failure = true
  attrs          = { rest_api_id = "shop", arn = "arn:aws:apigateway:us-east-1::/restapis/shop/stages/test" }
}

resource "aws_api_gateway_stage" "of_an_api_elsewhere" {
  expect_failure = true
  attrs          = { rest_api_id = "other", arn = "arn:aws:apigateway:us-east-1::/restapis/other/stages/test" }
}

# iaclint-unknown: endpoint_configuration[0].types
resource "aws_api_gateway_rest_api" "mystery" {
  skip  = true
  attrs = { id = "mystery", endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

# iaclint-expect: undetermined
resource "aws_api_gateway_stage" "unknown" {
  skip  = true
  attrs = { rest_api_id = "mystery", arn = "arn:aws:apigateway:us-east-1::/restapis/mystery/stages/live" }
}

resource "aws_api_gateway_stage" "private" {
  attrs = { rest_api_id = "inside", arn = "arn:aws:apigateway:us-east-1::/restapis/inside/stages/live" }
}
