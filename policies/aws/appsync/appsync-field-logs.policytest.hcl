policytest {
  targets = ["appsync-field-logs.policy.hcl"]
}

resource "aws_appsync_graphql_api" "errors" {
  attrs = { log_config = [{ field_log_level = "ERROR" }] }
}

resource "aws_appsync_graphql_api" "all" {
  attrs = { log_config = [{ field_log_level = "ALL" }] }
}

resource "aws_appsync_graphql_api" "none" {
  expect_failure = true
  attrs          = { log_config = [{ field_log_level = "NONE" }] }
}

resource "aws_appsync_graphql_api" "without" {
  attrs = { name = "shop" }
}

# iaclint-unknown: log_config[0].field_log_level
# iaclint-expect: undetermined
resource "aws_appsync_graphql_api" "unknown" {
  skip  = true
  attrs = { log_config = [{ field_log_level = "ALL" }] }
}
