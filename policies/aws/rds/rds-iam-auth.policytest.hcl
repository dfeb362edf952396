policytest {
  targets = ["rds-iam-auth.policy.hcl"]
}

resource "aws_db_instance" "by_role" {
  attrs = {
    engine                              = "mysql"
    iam_database_authentication_enabled = true
  }
}

resource "aws_db_instance" "passwords" {
  expect_failure = true
  attrs = {
    engine                              = "postgres"
    iam_database_authentication_enabled = false
  }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

resource "aws_db_instance" "other" {
  attrs = { engine = "oracle-ee" }
}

# iaclint-unknown: iam_database_authentication_enabled
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "by_role" {
  attrs = {
    engine                              = "mysql"
    iam_database_authentication_enabled = true
  }
}

resource "aws_rds_cluster" "passwords" {
  expect_failure = true
  attrs = {
    engine                              = "postgres"
    iam_database_authentication_enabled = false
  }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

resource "aws_rds_cluster" "other" {
  attrs = { engine = "oracle-ee" }
}

# iaclint-unknown: iam_database_authentication_enabled
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "replica" {
  attrs = {
    engine              = "mysql"
    replicate_source_db = "main"
  }
}

resource "aws_db_instance" "mariadb_without" {
  attrs = {
    engine         = "mariadb"
    engine_version = "10.5.20"
  }
}

resource "aws_db_instance" "mariadb" {
  expect_failure = true
  attrs = {
    engine         = "mariadb"
    engine_version = "10.11"
  }
}
