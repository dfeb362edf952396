policytest {
  targets = ["lambda-secret-in-env.policy.hcl"]
}

resource "aws_lambda_function" "without" {
  attrs = { function_name = "shop" }
}

resource "aws_lambda_function" "empty" {
  attrs = { environment = [{ variables = null }] }
}

resource "aws_lambda_function" "harmless" {
  attrs = {
    environment = [{
      variables = {
        LOG_LEVEL        = "info"
        TABLE            = "orders-2024-v2"
        DB_SECRET        = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db"
        DB_PASSWORD      = "/shop/db/password"
        STRIPE_SECRET    = "stripe-secret-v2"
        API_TOKEN        = "changeme"
        SIGNING_SECRET   = ""
        OTHER_SECRET     = "{{resolve:secretsmanager:db1}}"
        MAX_TOKEN        = "12345678"
        AWS_ACCESS_KEY   = "AKIAIOSFODNN7EXAMPLE"
        PASSWORD_MIN_LEN = "aB3dE6gH9jK2"
      }
    }]
  }
}

resource "aws_lambda_function" "password" {
  expect_failure = true
  attrs          = { environment = [{ variables = { LOG_LEVEL = "info", DB_PASSWORD = "kR8-vv2mQz1x" } }] }
}

resource "aws_lambda_function" "access_key" {
  expect_failure = true
  attrs          = { environment = [{ variables = { access_key = "AKIA2E0A8F3B244C9986" } }] }
}

resource "aws_lambda_function" "secret_key" {
  expect_failure = true
  attrs          = { environment = [{ variables = { AWS_SECRET_KEY = "hJ3kLm9/QwErTyUiOpAsDfGhJkLzXcVbNm12+456" } }] }
}

# iaclint-unknown: environment[0].variables.LOG_LEVEL
resource "aws_lambda_function" "unknown_elsewhere" {
  attrs = { environment = [{ variables = { LOG_LEVEL = "info" } }] }
}

# iaclint-unknown: environment[0].variables.DB_PASSWORD
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { environment = [{ variables = { DB_PASSWORD = "x" } }] }
}
