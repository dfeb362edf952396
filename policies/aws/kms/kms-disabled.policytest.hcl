policytest {
  targets = ["kms-disabled.policy.hcl"]
}

resource "aws_kms_key" "on" {
  attrs = { is_enabled = true }
}

resource "aws_kms_key" "unsaid" {
  attrs = { description = "x" }
}

resource "aws_kms_key" "off" {
  expect_failure = true
  attrs          = { is_enabled = false }
}

# iaclint-unknown: is_enabled
# iaclint-expect: undetermined
resource "aws_kms_key" "unknown" {
  skip  = true
  attrs = { description = "x" }
}

resource "aws_kms_external_key" "unsaid" {
  attrs = { description = "x" }
}

resource "aws_kms_external_key" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}

resource "aws_kms_replica_key" "on" {
  attrs = { enabled = true }
}

resource "aws_kms_replica_key" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}
