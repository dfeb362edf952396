policytest {
  targets = ["transfer-security-policy.policy.hcl"]
}

resource "aws_transfer_server" "current" {
  attrs = { security_policy_name = "TransferSecurityPolicy-2024-01" }
}

resource "aws_transfer_server" "fips" {
  attrs = { security_policy_name = "TransferSecurityPolicy-FIPS-2025-03" }
}

resource "aws_transfer_server" "old" {
  expect_failure = true
  attrs          = { security_policy_name = "TransferSecurityPolicy-2018-11" }
}

resource "aws_transfer_server" "restricted" {
  expect_failure = true
  attrs          = { security_policy_name = "TransferSecurityPolicy-Restricted-2020-06" }
}

resource "aws_transfer_server" "quantum" {
  expect_failure = true
  attrs          = { security_policy_name = "TransferSecurityPolicy-PQ-SSH-Experimental-2023-04" }
}

resource "aws_transfer_server" "left_out" {
  expect_failure = true
  attrs          = { domain = "S3" }
}

# iaclint-unknown: security_policy_name
# iaclint-expect: undetermined
resource "aws_transfer_server" "unknown" {
  skip  = true
  attrs = { domain = "S3" }
}
