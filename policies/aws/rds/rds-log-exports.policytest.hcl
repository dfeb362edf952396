policytest {
  targets = ["rds-log-exports.policy.hcl"]
}

resource "aws_db_instance" "exported" {
  attrs = { enabled_cloudwatch_logs_exports = ["error"] }
}

resource "aws_db_instance" "none" {
  expect_failure = true
  attrs          = { enabled_cloudwatch_logs_exports = [] }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: enabled_cloudwatch_logs_exports
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "exported" {
  attrs = { enabled_cloudwatch_logs_exports = ["error"] }
}

resource "aws_rds_cluster" "none" {
  expect_failure = true
  attrs          = { enabled_cloudwatch_logs_exports = [] }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: enabled_cloudwatch_logs_exports
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
