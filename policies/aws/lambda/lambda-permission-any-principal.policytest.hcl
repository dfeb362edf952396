policytest {
  targets = ["lambda-permission-any-principal.policy.hcl"]
}

resource "aws_lambda_permission" "service" {
  attrs = { principal = "events.amazonaws.com", source_arn = "arn:aws:events:eu-west-1:111122223333:rule/daily" }
}

resource "aws_lambda_permission" "by_source" {
  expect_failure = true
  attrs          = { principal = "*", source_arn = "arn:aws:events:eu-west-1:111122223333:rule/daily" }
}

resource "aws_lambda_permission" "everybody" {
  expect_failure = true
  attrs          = { principal = "*" }
}

resource "aws_lambda_permission" "of_a_url" {
  attrs = { principal = "*", function_url_auth_type = "NONE" }
}

# iaclint-unknown: principal
# iaclint-expect: undetermined
resource "aws_lambda_permission" "unknown" {
  skip  = true
  attrs = { source_arn = "arn:aws:events:eu-west-1:111122223333:rule/daily" }
}
