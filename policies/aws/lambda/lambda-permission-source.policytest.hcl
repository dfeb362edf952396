policytest {
  targets = ["lambda-permission-source.policy.hcl"]
}

resource "aws_lambda_permission" "rule" {
  attrs = { principal = "events.amazonaws.com", source_arn = "arn:aws:events:eu-west-1:111122223333:rule/nightly" }
}

resource "aws_lambda_permission" "own_account" {
  attrs = { principal = "config.amazonaws.com", source_account = "111122223333" }
}

resource "aws_lambda_permission" "any" {
  expect_failure = true
  attrs          = { principal = "s3.amazonaws.com" }
}

resource "aws_lambda_permission" "any_by_null" {
  expect_failure = true
  attrs          = { principal = "sns.amazonaws.com", source_arn = null, source_account = null }
}

resource "aws_lambda_permission" "china" {
  expect_failure = true
  attrs          = { principal = "logs.cn-north-1.amazonaws.com.cn" }
}

resource "aws_lambda_permission" "account" {
  attrs = { principal = "111122223333" }
}

# lambda-permission-public tells it.
resource "aws_lambda_permission" "everybody" {
  attrs = { principal = "*" }
}

resource "aws_lambda_permission" "missing" {
  attrs = { function_name = "x" }
}

# iaclint-unknown: source_arn
# iaclint-expect: undetermined
resource "aws_lambda_permission" "unknown" {
  skip  = true
  attrs = { principal = "events.amazonaws.com" }
}
