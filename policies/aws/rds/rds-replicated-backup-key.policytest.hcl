policytest {
  targets = ["rds-replicated-backup-key.policy.hcl"]
}

resource "aws_db_instance_automated_backups_replication" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_db_instance_automated_backups_replication" "unsaid" {
  expect_failure = true
  attrs          = { retention_period = 7 }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_db_instance_automated_backups_replication" "unknown" {
  skip  = true
  attrs = { retention_period = 7 }
}
