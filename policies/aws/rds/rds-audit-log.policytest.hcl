policytest {
  targets = ["rds-audit-log.policy.hcl"]
}

resource "aws_rds_cluster" "audited" {
  attrs = {
    engine                          = "aurora-mysql"
    enabled_cloudwatch_logs_exports = ["error", "audit"]
  }
}

resource "aws_rds_cluster" "others" {
  expect_failure = true
  attrs = {
    engine                          = "aurora-mysql"
    enabled_cloudwatch_logs_exports = ["error"]
  }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster" "postgresql" {
  attrs = { engine = "aurora-postgresql" }
}

# iaclint-unknown: enabled_cloudwatch_logs_exports
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "aurora-mysql" }
}
