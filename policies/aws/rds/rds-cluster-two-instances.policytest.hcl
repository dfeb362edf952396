policytest {
  targets = ["rds-cluster-two-instances.policy.hcl"]
}

resource "aws_rds_cluster" "two" {
  attrs = { id = "two" }
}

resource "aws_rds_cluster_instance" "two_a" {
  skip  = true
  attrs = { identifier = "a", cluster_identifier = aws_rds_cluster.two.attrs.id }
}

resource "aws_rds_cluster_instance" "two_b" {
  skip  = true
  attrs = { identifier = "b", cluster_identifier = aws_rds_cluster.two.attrs.id }
}

resource "aws_rds_cluster" "three" {
  attrs = { id = "three", db_cluster_instance_class = "db.m6gd.large" }
}

resource "aws_rds_cluster" "old_serverless" {
  attrs = { id = "serverless", engine_mode = "serverless" }
}

resource "aws_rds_cluster" "one" {
  expect_failure = true
  attrs          = { id = "one", engine_mode = "provisioned" }
}

resource "aws_rds_cluster_instance" "one" {
  skip  = true
  attrs = { identifier = "c", cluster_identifier = aws_rds_cluster.one.attrs.id }
}

resource "aws_rds_cluster" "none" {
  expect_failure = true
  attrs          = { id = "none" }
}

# iaclint-unknown: engine_mode
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { id = "unknown" }
}
