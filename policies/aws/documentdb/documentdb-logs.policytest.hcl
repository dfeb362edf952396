policytest {
  targets = ["documentdb-logs.policy.hcl"]
}

resource "aws_docdb_cluster" "audit" {
  attrs = { enabled_cloudwatch_logs_exports = ["audit"] }
}

resource "aws_docdb_cluster" "profiler" {
  attrs = { enabled_cloudwatch_logs_exports = ["profiler"] }
}

resource "aws_docdb_cluster" "none" {
  expect_failure = true
  attrs          = { enabled_cloudwatch_logs_exports = [] }
}

resource "aws_docdb_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "orders" }
}

# iaclint-unknown: enabled_cloudwatch_logs_exports
# iaclint-expect: undetermined
resource "aws_docdb_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "orders" }
}
