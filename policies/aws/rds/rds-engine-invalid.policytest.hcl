policytest {
  targets = ["rds-engine-invalid.policy.hcl"]
}

resource "aws_db_instance" "postgres" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "upper" {
  attrs = { engine = "MySQL" }
}

resource "aws_db_instance" "oracle" {
  attrs = { engine = "oracle-se2-cdb" }
}

resource "aws_db_instance" "custom" {
  attrs = { engine = "custom-sqlserver-ee" }
}

resource "aws_db_instance" "db2" {
  attrs = { engine = "db2-ae" }
}

resource "aws_db_instance" "postgresql" {
  expect_failure = true
  attrs          = { engine = "postgresql" }
}

resource "aws_db_instance" "oracle_only" {
  expect_failure = true
  attrs          = { engine = "oracle" }
}

resource "aws_db_instance" "aurora" {
  expect_failure = true
  attrs          = { engine = "aurora" }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main" }
}

# iaclint-unknown: engine
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
