policytest {
  targets = ["apigateway-usage-plan.policy.hcl"]
}

resource "aws_api_gateway_usage_plan" "shop" {
  skip  = true
  attrs = { api_stages = [{ api_id = "shop", stage = "test" }, { api_id = "shop", stage = "live" }] }
}

resource "aws_api_gateway_stage" "planned" {
  attrs = { rest_api_id = "shop", stage_name = "live" }
}

resource "aws_api_gateway_stage" "of_another_api" {
  expect_failure = true
  attrs          = { rest_api_id = "bank", stage_name = "live" }
}

resource "aws_api_gateway_stage" "another" {
  expect_failure = true
  attrs          = { rest_api_id = "shop", stage_name = "beta" }
}

# iaclint-unknown: stage_name
# iaclint-expect: undetermined
resource "aws_api_gateway_stage" "unknown" {
  skip  = true
  attrs = { rest_api_id = "shop" }
}

resource "aws_api_gateway_deployment" "planned" {
  attrs = { rest_api_id = "shop", stage_name = "test" }
}

resource "aws_api_gateway_deployment" "another" {
  expect_failure = true
  attrs          = { rest_api_id = "shop", stage_name = "beta" }
}

resource "aws_api_gateway_deployment" "without_stage" {
  attrs = { rest_api_id = "shop" }
}
