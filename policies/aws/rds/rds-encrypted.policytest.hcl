policytest {
  targets = ["rds-encrypted.policy.hcl"]
}

resource "aws_db_instance" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_db_instance" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main" }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}
