policytest {
  targets = ["rds-publicly-accessible.policy.hcl"]
}

resource "aws_db_instance" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}

resource "aws_rds_cluster_instance" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_rds_cluster_instance" "unsaid" {
  attrs = { engine = "postgres" }
}

resource "aws_rds_cluster_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_rds_cluster_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}
