policytest {
  targets = ["appsync-logs.policy.hcl"]
}

resource "aws_appsync_graphql_api" "logs" {
  attrs = { log_config = [{ cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/logs", field_log_level = "NONE" }] }
}

resource "aws_appsync_graphql_api" "without" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: log_config
# iaclint-expect: undetermined
resource "aws_appsync_graphql_api" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
