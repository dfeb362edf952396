policytest {
  targets = ["lambda-code-signing.policy.hcl"]
}

resource "aws_lambda_function" "signed" {
  attrs = { package_type = "Zip", code_signing_config_arn = "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0a" }
}

resource "aws_lambda_function" "unsigned" {
  expect_failure = true
  attrs          = { package_type = "Zip", code_signing_config_arn = null }
}

resource "aws_lambda_function" "missing" {
  expect_failure = true
  attrs          = { function_name = "x" }
}

resource "aws_lambda_function" "image" {
  attrs = { package_type = "Image" }
}

# iaclint-unknown: code_signing_config_arn
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
