policytest {
  targets = ["lambda-permission-action.policy.hcl"]
}

resource "aws_lambda_permission" "call" {
  attrs = { action = "lambda:InvokeFunction" }
}

resource "aws_lambda_permission" "url" {
  attrs = { action = "lambda:InvokeFunctionUrl" }
}

resource "aws_lambda_permission" "everything" {
  expect_failure = true
  attrs          = { action = "lambda:*" }
}

resource "aws_lambda_permission" "code" {
  expect_failure = true
  attrs          = { action = "lambda:UpdateFunctionCode" }
}

resource "aws_lambda_permission" "missing" {
  attrs = { function_name = "x" }
}

# iaclint-unknown: action
# iaclint-expect: undetermined
resource "aws_lambda_permission" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
