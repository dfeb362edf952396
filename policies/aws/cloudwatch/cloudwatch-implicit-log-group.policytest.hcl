policytest {
  targets = ["cloudwatch-implicit-log-group.policy.hcl"]
}

resource "aws_cloudwatch_log_group" "orders" {
  skip  = true
  attrs = { name = "/aws/lambda/orders" }
}

resource "aws_cloudwatch_log_group" "shared" {
  skip  = true
  attrs = { name = "/shop/functions" }
}

resource "aws_cloudwatch_log_group" "builds" {
  skip  = true
  attrs = { name = "/aws/codebuild/build" }
}

resource "aws_lambda_function" "declared" {
  attrs = { function_name = "orders" }
}

resource "aws_lambda_function" "said" {
  attrs = { function_name = "images", logging_config = [{ log_format = "JSON", log_group = aws_cloudwatch_log_group.shared.attrs.name }] }
}

resource "aws_lambda_function" "format_only" {
  attrs = { function_name = "orders", logging_config = [{ log_format = "JSON", log_group = null }] }
}

resource "aws_lambda_function" "implicit" {
  expect_failure = true
  attrs          = { function_name = "mails" }
}

# iaclint-unknown: function_name
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}

resource "aws_codebuild_project" "declared" {
  attrs = { name = "build" }
}

resource "aws_codebuild_project" "said" {
  attrs = { name = "test", logs_config = [{ cloudwatch_logs = [{ group_name = "/shop/functions", status = "ENABLED" }] }] }
}

resource "aws_codebuild_project" "none" {
  attrs = { name = "quiet", logs_config = [{ cloudwatch_logs = [{ status = "DISABLED" }] }] }
}

resource "aws_codebuild_project" "implicit" {
  expect_failure = true
  attrs          = { name = "deploy" }
}
