policytest {
  targets = ["rds-admin-name.policy.hcl"]
}

resource "aws_db_instance" "own" {
  attrs = { username = "shop_owner" }
}

resource "aws_db_instance" "admin" {
  expect_failure = true
  attrs          = { username = "admin" }
}

resource "aws_db_instance" "upper" {
  expect_failure = true
  attrs          = { username = "Postgres" }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

# iaclint-unknown: username
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "own" {
  attrs = { master_username = "shop_owner" }
}

resource "aws_rds_cluster" "admin" {
  expect_failure = true
  attrs          = { master_username = "admin" }
}

resource "aws_rds_cluster" "upper" {
  expect_failure = true
  attrs          = { master_username = "Postgres" }
}

resource "aws_rds_cluster" "unsaid" {
  attrs = { engine = "mysql" }
}

# iaclint-unknown: master_username
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
