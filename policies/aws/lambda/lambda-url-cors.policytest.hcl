policytest {
  targets = ["lambda-url-cors.policy.hcl"]
}

resource "aws_lambda_function_url" "own" {
  attrs = { cors = [{ allow_origins = ["https://shop.example.com"], allow_methods = ["*"] }] }
}

resource "aws_lambda_function_url" "any" {
  expect_failure = true
  attrs          = { cors = [{ allow_origins = ["https://shop.example.com", "*"], allow_methods = ["*"] }] }
}

resource "aws_lambda_function_url" "any_with_credentials" {
  expect_failure = true
  attrs          = { cors = [{ allow_origins = ["*"], allow_methods = ["GET"], allow_credentials = true }] }
}

resource "aws_lambda_function_url" "any_may_read" {
  attrs = { cors = [{ allow_origins = ["*"], allow_methods = ["GET"], allow_credentials = false }] }
}

resource "aws_lambda_function_url" "no_origins" {
  attrs = { cors = [{ allow_origins = null, allow_methods = ["*"] }] }
}

resource "aws_lambda_function_url" "no_cors" {
  attrs = { cors = [] }
}

resource "aws_lambda_function_url" "missing" {
  attrs = { function_name = "x" }
}

# iaclint-unknown: cors[0].allow_origins
# iaclint-expect: undetermined
resource "aws_lambda_function_url" "unknown" {
  skip  = true
  attrs = { cors = [{ allow_methods = ["*"] }] }
}
