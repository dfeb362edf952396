policytest {
  targets = ["rds-customer-key.policy.hcl"]
}

resource "aws_db_instance" "empty" {
  expect_failure = true
  attrs = {
    storage_encrypted = true
    kms_key_id        = ""
  }
}

resource "aws_db_instance" "own" {
  attrs = {
    storage_encrypted = true
    kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_db_instance" "of_aws" {
  expect_failure = true
  attrs          = { storage_encrypted = true }
}

resource "aws_db_instance" "not_encrypted" {
  attrs = { storage_encrypted = false }
}

resource "aws_db_instance" "replica" {
  attrs = {
    storage_encrypted   = true
    replicate_source_db = "main"
  }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { storage_encrypted = true }
}

resource "aws_rds_cluster" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_rds_cluster" "of_aws" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "aurora-mysql" }
}
