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

resource "aws_db_instance" "restored" {
  attrs = { snapshot_identifier = "before" }
}

resource "aws_db_instance" "earlier" {
  attrs = { restore_to_point_in_time = [{ use_latest_restorable_time = true }] }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}

resource "aws_rds_cluster" "plain" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

resource "aws_rds_cluster" "said" {
  expect_failure = true
  attrs = {
    engine            = "postgres"
    storage_encrypted = false
  }
}

resource "aws_rds_cluster" "encrypted" {
  attrs = {
    engine            = "postgres"
    storage_encrypted = true
  }
}

resource "aws_rds_cluster" "aurora" {
  attrs = { engine = "aurora-mysql" }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
