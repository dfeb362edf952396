policytest {
  targets = ["lambda-url-public.policy.hcl"]
}

resource "aws_lambda_function_url" "signed" {
  attrs = { authorization_type = "AWS_IAM" }
}

resource "aws_lambda_function_url" "public" {
  expect_failure = true
  attrs          = { authorization_type = "NONE" }
}

resource "aws_lambda_function_url" "missing" {
  attrs = { function_name = "x" }
}

# iaclint-unknown: authorization_type
# iaclint-expect: undetermined
resource "aws_lambda_function_url" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
