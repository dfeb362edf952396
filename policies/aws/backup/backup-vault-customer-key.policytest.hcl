policytest {
  targets = ["backup-vault-customer-key.policy.hcl"]
}

resource "aws_backup_vault" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_backup_vault" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

resource "aws_backup_vault" "unsaid" {
  expect_failure = true
  attrs          = { name = "daily" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_backup_vault" "unknown" {
  skip  = true
  attrs = { name = "daily" }
}
