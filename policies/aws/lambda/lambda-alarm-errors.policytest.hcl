policytest {
  targets = ["lambda-alarm-errors.policy.hcl"]
}

resource "aws_lambda_function" "watched" {
  attrs = { function_name = "watched" }
}

resource "aws_cloudwatch_metric_alarm" "watched" {
  skip = true
  attrs = {
    metric_name = "Errors"
    dimensions  = { FunctionName = aws_lambda_function.watched.attrs.function_name }
  }
}

resource "aws_lambda_function" "watched_by_expression" {
  attrs = { function_name = "watched-by-expression" }
}

resource "aws_cloudwatch_metric_alarm" "watched_by_expression" {
  skip = true
  attrs = {
    metric_name = null
    metric_query = [
      { id = "rate", expression = "errors / calls", metric = [] },
      { id = "errors", metric = [{ metric_name = "Errors", dimensions = { FunctionName = "watched-by-expression" } }] },
    ]
  }
}

resource "aws_lambda_function" "throttled" {
  expect_failure = true
  attrs          = { function_name = "throttled" }
}

resource "aws_cloudwatch_metric_alarm" "throttled" {
  skip = true
  attrs = {
    metric_name = "Throttles"
    dimensions  = { FunctionName = "throttled" }
  }
}

# iaclint-unknown: function_name
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
