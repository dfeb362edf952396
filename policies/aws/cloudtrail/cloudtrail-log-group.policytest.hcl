policytest {
  targets = ["cloudtrail-log-group.policy.hcl"]
}

resource "aws_cloudtrail" "watched" {
  attrs = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudtrail" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = "" }
}

# iaclint-unknown: cloud_watch_logs_group_arn
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
