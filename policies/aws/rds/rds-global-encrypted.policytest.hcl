policytest {
  targets = ["rds-global-encrypted.policy.hcl"]
}

resource "aws_rds_global_cluster" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_rds_global_cluster" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_rds_global_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_global_cluster" "of_a_cluster" {
  attrs = { source_db_cluster_identifier = "arn:aws:rds:us-east-1:123456789012:cluster:main" }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_rds_global_cluster" "unknown" {
  skip  = true
  attrs = { engine = "aurora-mysql" }
}
