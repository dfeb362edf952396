policytest {
  targets = ["efs-encrypted.policy.hcl"]
}

resource "aws_efs_file_system" "encrypted" {
  attrs = { encrypted = true }
}

resource "aws_efs_file_system" "plain" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_efs_file_system" "unsaid" {
  expect_failure = true
  attrs          = { creation_token = "shop" }
}

# iaclint-unknown: encrypted
# iaclint-expect: undetermined
resource "aws_efs_file_system" "unknown" {
  skip  = true
  attrs = { creation_token = "shop" }
}
