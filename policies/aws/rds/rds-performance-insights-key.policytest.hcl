policytest {
  targets = ["rds-performance-insights-key.policy.hcl"]
}

resource "aws_db_instance" "own" {
  attrs = {
    performance_insights_enabled    = true
    performance_insights_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_db_instance" "of_aws" {
  expect_failure = true
  attrs          = { performance_insights_enabled = true }
}

resource "aws_db_instance" "empty" {
  expect_failure = true
  attrs = {
    performance_insights_enabled    = true
    performance_insights_kms_key_id = ""
  }
}

resource "aws_db_instance" "off" {
  attrs = { performance_insights_enabled = false }
}

# iaclint-unknown: performance_insights_kms_key_id
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { performance_insights_enabled = true }
}

resource "aws_rds_cluster_instance" "own" {
  attrs = {
    performance_insights_enabled    = true
    performance_insights_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_rds_cluster_instance" "of_aws" {
  expect_failure = true
  attrs          = { performance_insights_enabled = true }
}

resource "aws_rds_cluster_instance" "off" {
  attrs = { performance_insights_enabled = false }
}

# iaclint-unknown: performance_insights_kms_key_id
# iaclint-expect: undetermined
resource "aws_rds_cluster_instance" "unknown" {
  skip  = true
  attrs = { performance_insights_enabled = true }
}

resource "aws_rds_cluster" "own" {
  attrs = {
    performance_insights_enabled    = true
    performance_insights_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_rds_cluster" "of_aws" {
  expect_failure = true
  attrs          = { performance_insights_enabled = true }
}

resource "aws_rds_cluster" "off" {
  attrs = { performance_insights_enabled = false }
}

# iaclint-unknown: performance_insights_kms_key_id
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { performance_insights_enabled = true }
}
