policytest {
  targets = ["neptune-audit-log.policy.hcl"]
}

resource "aws_neptune_cluster" "exported" {
  attrs = { enable_cloudwatch_logs_exports = ["audit"] }
}

resource "aws_neptune_cluster" "other" {
  expect_failure = true
  attrs          = { enable_cloudwatch_logs_exports = ["slowquery"] }
}

resource "aws_neptune_cluster" "none" {
  expect_failure = true
  attrs          = { enable_cloudwatch_logs_exports = [] }
}

resource "aws_neptune_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "friends" }
}

# iaclint-unknown: enable_cloudwatch_logs_exports
# iaclint-expect: undetermined
resource "aws_neptune_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}
