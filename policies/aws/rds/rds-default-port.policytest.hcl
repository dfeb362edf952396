policytest {
  targets = ["rds-default-port.policy.hcl"]
}

resource "aws_db_instance" "other" {
  attrs = { port = 15432 }
}

resource "aws_db_instance" "usual" {
  expect_failure = true
  attrs          = { port = 5432 }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: port
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "other" {
  attrs = { port = 15432 }
}

resource "aws_rds_cluster" "usual" {
  expect_failure = true
  attrs          = { port = 5432 }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

# iaclint-unknown: port
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main" }
}
