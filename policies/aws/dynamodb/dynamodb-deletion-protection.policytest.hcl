policytest {
  targets = ["dynamodb-deletion-protection.policy.hcl"]
}

resource "aws_dynamodb_table" "protected" {
  attrs = { deletion_protection_enabled = true }
}

resource "aws_dynamodb_table" "off" {
  expect_failure = true
  attrs          = { deletion_protection_enabled = false }
}

resource "aws_dynamodb_table" "unsaid" {
  expect_failure = true
  attrs          = { hash_key = "id" }
}

resource "aws_dynamodb_table" "locks" {
  attrs = { hash_key = "LockID" }
}

# iaclint-unknown: deletion_protection_enabled
# iaclint-expect: undetermined
resource "aws_dynamodb_table" "unknown" {
  skip  = true
  attrs = { hash_key = "id" }
}
