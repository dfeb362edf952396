policytest {
  targets = ["rds-aurora-encrypted.policy.hcl"]
}

resource "aws_rds_cluster" "encrypted" {
  attrs = {
    engine            = "aurora-mysql"
    storage_encrypted = true
  }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster" "plain" {
  expect_failure = true
  attrs = {
    engine            = "aurora-postgresql"
    storage_encrypted = false
  }
}

resource "aws_rds_cluster" "serverless" {
  attrs = {
    engine      = "aurora-mysql"
    engine_mode = "serverless"
  }
}

resource "aws_rds_cluster" "restored" {
  attrs = {
    engine              = "aurora-mysql"
    snapshot_identifier = "before"
  }
}

resource "aws_rds_cluster" "replica" {
  attrs = {
    engine                        = "aurora-mysql"
    replication_source_identifier = "arn:aws:rds:us-east-1:123456789012:cluster:main"
  }
}

resource "aws_rds_cluster" "mysql" {
  attrs = { engine = "mysql" }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "aurora-mysql" }
}
