policytest {
  targets = ["kms-deletion-window.policy.hcl"]
}

resource "aws_kms_key" "long" {
  attrs = { deletion_window_in_days = 30 }
}

resource "aws_kms_key" "unsaid" {
  attrs = { description = "x" }
}

resource "aws_kms_key" "least" {
  attrs = { deletion_window_in_days = 14 }
}

# iaclint-unknown: deletion_window_in_days
# iaclint-expect: undetermined
resource "aws_kms_key" "unknown" {
  skip  = true
  attrs = { description = "x" }
}

resource "aws_kms_key" "short" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}

resource "aws_kms_external_key" "short" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}

resource "aws_kms_replica_key" "short" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}

resource "aws_kms_replica_external_key" "short" {
  expect_failure = true
  attrs          = { deletion_window_in_days = 7 }
}

resource "aws_kms_external_key" "unsaid_too" {
  attrs = { description = "x" }
}

resource "aws_kms_replica_key" "unsaid_too" {
  attrs = { description = "x" }
}

resource "aws_kms_replica_external_key" "unsaid_too" {
  attrs = { description = "x" }
}
