policytest {
  targets = ["cloudwatch-log-retention-short.policy.hcl"]
}

resource "aws_cloudwatch_log_group" "year" {
  attrs = { retention_in_days = 365 }
}

resource "aws_cloudwatch_log_group" "for_ever" {
  attrs = { retention_in_days = 0 }
}

resource "aws_cloudwatch_log_group" "unsaid" {
  attrs = { name = "shop" }
}

resource "aws_cloudwatch_log_group" "month" {
  expect_failure = true
  attrs          = { retention_in_days = 30 }
}

# iaclint-unknown: retention_in_days
# iaclint-expect: undetermined
resource "aws_cloudwatch_log_group" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
