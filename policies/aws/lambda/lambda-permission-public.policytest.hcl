policytest {
  targets = ["lambda-permission-public.policy.hcl"]
}

resource "aws_lambda_permission" "service" {
  attrs = { principal = "events.amazonaws.com" }
}

resource "aws_lambda_permission" "account" {
  attrs = { principal = "111122223333" }
}

resource "aws_lambda_permission" "everybody" {
  expect_failure = true
  attrs          = { principal = "*" }
}

resource "aws_lambda_permission" "everybody_by_null" {
  expect_failure = true
  attrs          = { principal = "*", source_arn = null, source_account = null, principal_org_id = null }
}

resource "aws_lambda_permission" "organization" {
  attrs = { principal = "*", principal_org_id = "o-1234567890" }
}

resource "aws_lambda_permission" "one_bucket" {
  attrs = { principal = "*", source_arn = "arn:aws:s3:::images" }
}

resource "aws_lambda_permission" "one_account" {
  attrs = { principal = "*", source_account = "111122223333" }
}

resource "aws_lambda_permission" "url" {
  attrs = { principal = "*", function_url_auth_type = "NONE", action = "lambda:InvokeFunctionUrl" }
}

resource "aws_lambda_function_url" "open" {
  skip  = true
  attrs = { function_name = "open", authorization_type = "NONE" }
}

resource "aws_lambda_permission" "call_by_url" {
  attrs = { principal = "*", function_name = "open", action = "lambda:InvokeFunction" }
}

resource "aws_lambda_permission" "of_another" {
  expect_failure = true
  attrs          = { principal = "*", function_name = "other", action = "lambda:InvokeFunction" }
}

resource "aws_lambda_permission" "missing" {
  attrs = { function_name = "x" }
}

# iaclint-unknown: principal
# iaclint-expect: undetermined
resource "aws_lambda_permission" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
