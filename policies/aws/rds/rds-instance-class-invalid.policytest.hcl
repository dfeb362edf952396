policytest {
  targets = ["rds-instance-class-invalid.policy.hcl"]
}

resource "aws_db_instance" "valid" {
  attrs = { instance_class = "db.m7g.large" }
}

resource "aws_db_instance" "large" {
  attrs = { instance_class = "db.x2iedn.16xlarge" }
}

resource "aws_db_instance" "metal" {
  attrs = { instance_class = "db.m7i.metal-24xl" }
}

resource "aws_db_instance" "oracle" {
  attrs = { instance_class = "db.r5.6xlarge.tpc2.mem4x" }
}

resource "aws_db_instance" "serverless" {
  attrs = { instance_class = "db.serverless" }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "of_ec2" {
  expect_failure = true
  attrs          = { instance_class = "t3.micro" }
}

resource "aws_db_instance" "no_size" {
  expect_failure = true
  attrs          = { instance_class = "db.t3" }
}

resource "aws_db_instance" "no_such_size" {
  expect_failure = true
  attrs          = { instance_class = "db.t3.mikro" }
}

# iaclint-unknown: instance_class
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "valid" {
  attrs = { instance_class = "db.m7g.large" }
}

resource "aws_rds_cluster_instance" "large" {
  attrs = { instance_class = "db.x2iedn.16xlarge" }
}

resource "aws_rds_cluster_instance" "metal" {
  attrs = { instance_class = "db.m7i.metal-24xl" }
}

resource "aws_rds_cluster_instance" "oracle" {
  attrs = { instance_class = "db.r5.6xlarge.tpc2.mem4x" }
}

resource "aws_rds_cluster_instance" "serverless" {
  attrs = { instance_class = "db.serverless" }
}

resource "aws_rds_cluster_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "of_ec2" {
  expect_failure = true
  attrs          = { instance_class = "t3.micro" }
}

resource "aws_rds_cluster_instance" "no_size" {
  expect_failure = true
  attrs          = { instance_class = "db.t3" }
}

resource "aws_rds_cluster_instance" "no_such_size" {
  expect_failure = true
  attrs          = { instance_class = "db.t3.mikro" }
}

# iaclint-unknown: instance_class
# iaclint-expect: undetermined
resource "aws_rds_cluster_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "valid" {
  attrs = { db_cluster_instance_class = "db.m7g.large" }
}

resource "aws_rds_cluster" "large" {
  attrs = { db_cluster_instance_class = "db.x2iedn.16xlarge" }
}

resource "aws_rds_cluster" "metal" {
  attrs = { db_cluster_instance_class = "db.m7i.metal-24xl" }
}

resource "aws_rds_cluster" "oracle" {
  attrs = { db_cluster_instance_class = "db.r5.6xlarge.tpc2.mem4x" }
}

resource "aws_rds_cluster" "serverless" {
  attrs = { db_cluster_instance_class = "db.serverless" }
}

resource "aws_rds_cluster" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "of_ec2" {
  expect_failure = true
  attrs          = { db_cluster_instance_class = "t3.micro" }
}

resource "aws_rds_cluster" "no_size" {
  expect_failure = true
  attrs          = { db_cluster_instance_class = "db.t3" }
}

resource "aws_rds_cluster" "no_such_size" {
  expect_failure = true
  attrs          = { db_cluster_instance_class = "db.t3.mikro" }
}

# iaclint-unknown: db_cluster_instance_class
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
