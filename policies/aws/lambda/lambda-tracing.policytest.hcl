policytest {
  targets = ["lambda-tracing.policy.hcl"]
}

resource "aws_lambda_function" "active" {
  attrs = { tracing_config = [{ mode = "Active" }] }
}

resource "aws_lambda_function" "pass_through" {
  expect_failure = true
  attrs          = { tracing_config = [{ mode = "PassThrough" }] }
}

resource "aws_lambda_function" "none" {
  expect_failure = true
  attrs          = { tracing_config = [] }
}

resource "aws_lambda_function" "missing" {
  expect_failure = true
  attrs          = { function_name = "x" }
}

# iaclint-unknown: tracing_config[0].mode
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { tracing_config = [{ mode = "Active" }] }
}
