policytest {
  targets = ["rds-subnet-group-zones.policy.hcl"]
}

resource "aws_subnet" "a" {
  skip  = true
  attrs = { id = "subnet-1", availability_zone = "eu-west-1a" }
}

resource "aws_subnet" "a_too" {
  skip  = true
  attrs = { id = "subnet-2", availability_zone = "eu-west-1a" }
}

resource "aws_subnet" "b" {
  skip  = true
  attrs = { id = "subnet-3", availability_zone = "eu-west-1b" }
}

resource "aws_db_subnet_group" "two" {
  attrs = { subnet_ids = ["subnet-1", "subnet-3"] }
}

resource "aws_db_subnet_group" "elsewhere" {
  attrs = { subnet_ids = ["subnet-elsewhere", "subnet-elsewhere-too"] }
}

resource "aws_db_subnet_group" "same_zone" {
  expect_failure = true
  attrs          = { subnet_ids = ["subnet-1", "subnet-2"] }
}

resource "aws_db_subnet_group" "one" {
  expect_failure = true
  attrs          = { subnet_ids = ["subnet-elsewhere"] }
}

# iaclint-unknown: subnet_ids
# iaclint-expect: undetermined
resource "aws_db_subnet_group" "unknown" {
  skip  = true
  attrs = { name = "main" }
}

resource "aws_subnet" "outpost" {
  skip  = true
  attrs = { id = "subnet-4", availability_zone = "eu-west-1a", outpost_arn = "arn:outpost" }
}

resource "aws_db_subnet_group" "outpost" {
  attrs = { subnet_ids = ["subnet-4"] }
}

resource "aws_subnet" "local_zone" {
  skip  = true
  attrs = { id = "subnet-5", availability_zone = "us-west-2-lax-1a" }
}

resource "aws_db_subnet_group" "local_zone" {
  attrs = { subnet_ids = ["subnet-5"] }
}

resource "aws_neptune_subnet_group" "one" {
  expect_failure = true
  attrs          = { subnet_ids = ["subnet-1"] }
}

resource "aws_docdb_subnet_group" "one" {
  expect_failure = true
  attrs          = { subnet_ids = ["subnet-1", "subnet-2"] }
}

resource "aws_elasticache_subnet_group" "two" {
  attrs = { subnet_ids = ["subnet-1", "subnet-3"] }
}

resource "aws_elasticache_subnet_group" "one" {
  expect_failure = true
  attrs          = { subnet_ids = ["subnet-1"] }
}
