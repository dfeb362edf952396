policytest {
  targets = ["rds-instance-class-previous.policy.hcl"]
}

resource "aws_db_instance" "current" {
  attrs = { instance_class = "db.t4g.medium" }
}

resource "aws_db_instance" "older" {
  attrs = { instance_class = "db.m5.large" }
}

resource "aws_db_instance" "t2" {
  expect_failure = true
  attrs          = { instance_class = "db.t2.micro" }
}

resource "aws_db_instance" "m4" {
  expect_failure = true
  attrs          = { instance_class = "db.m4.large" }
}

resource "aws_db_instance" "r3" {
  expect_failure = true
  attrs          = { instance_class = "db.r3.large" }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

# iaclint-unknown: instance_class
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "current" {
  attrs = { instance_class = "db.t4g.medium" }
}

resource "aws_rds_cluster_instance" "older" {
  attrs = { instance_class = "db.m5.large" }
}

resource "aws_rds_cluster_instance" "t2" {
  expect_failure = true
  attrs          = { instance_class = "db.t2.micro" }
}

resource "aws_rds_cluster_instance" "m4" {
  expect_failure = true
  attrs          = { instance_class = "db.m4.large" }
}

resource "aws_rds_cluster_instance" "r3" {
  expect_failure = true
  attrs          = { instance_class = "db.r3.large" }
}

resource "aws_rds_cluster_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

# iaclint-unknown: instance_class
# iaclint-expect: undetermined
resource "aws_rds_cluster_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
