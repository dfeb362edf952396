policytest {
  targets = ["lambda-reserved-concurrency.policy.hcl"]
}

resource "aws_lambda_function" "limited" {
  attrs = { reserved_concurrent_executions = 20 }
}

resource "aws_lambda_function" "stopped" {
  attrs = { reserved_concurrent_executions = 0 }
}

resource "aws_lambda_function" "unlimited" {
  expect_failure = true
  attrs          = { reserved_concurrent_executions = -1 }
}

resource "aws_lambda_function" "null" {
  expect_failure = true
  attrs          = { reserved_concurrent_executions = null }
}

resource "aws_lambda_function" "missing" {
  expect_failure = true
  attrs          = { function_name = "x" }
}

# iaclint-unknown: reserved_concurrent_executions
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
