policytest {
  targets = ["appsync-waf.policy.hcl"]
}

resource "aws_appsync_graphql_api" "guarded" {
  attrs = { arn = "arn:aws:appsync:us-east-1:111122223333:apis/shop" }
}

resource "aws_wafv2_web_acl_association" "shop" {
  skip  = true
  attrs = { resource_arn = aws_appsync_graphql_api.guarded.attrs.arn }
}

resource "aws_appsync_graphql_api" "open" {
  expect_failure = true
  attrs          = { arn = "arn:aws:appsync:us-east-1:111122223333:apis/bank" }
}

resource "aws_appsync_graphql_api" "private" {
  attrs = { arn = "arn:aws:appsync:us-east-1:111122223333:apis/inside", visibility = "PRIVATE" }
}

# iaclint-unknown: visibility
# iaclint-expect: undetermined
resource "aws_appsync_graphql_api" "unknown" {
  skip  = true
  attrs = { arn = "arn:aws:appsync:us-east-1:111122223333:apis/bank", visibility = "PRIVATE" }
}
