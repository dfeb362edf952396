policytest {
  targets = ["elasticache-node-type-invalid.policy.hcl"]
}

resource "aws_elasticache_replication_group" "valid" {
  attrs = { node_type = "cache.t4g.small" }
}

resource "aws_elasticache_replication_group" "large" {
  attrs = { node_type = "cache.r7g.16xlarge" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  attrs = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "of_ec2" {
  expect_failure = true
  attrs          = { node_type = "t4g.small" }
}

resource "aws_elasticache_replication_group" "of_rds" {
  expect_failure = true
  attrs          = { node_type = "db.t4g.small" }
}

resource "aws_elasticache_replication_group" "no_size" {
  expect_failure = true
  attrs          = { node_type = "cache.t4g" }
}

# iaclint-unknown: node_type
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "valid" {
  attrs = { node_type = "cache.t4g.small" }
}

resource "aws_elasticache_cluster" "large" {
  attrs = { node_type = "cache.r7g.16xlarge" }
}

resource "aws_elasticache_cluster" "unsaid" {
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "of_ec2" {
  expect_failure = true
  attrs          = { node_type = "t4g.small" }
}

resource "aws_elasticache_cluster" "of_rds" {
  expect_failure = true
  attrs          = { node_type = "db.t4g.small" }
}

resource "aws_elasticache_cluster" "no_size" {
  expect_failure = true
  attrs          = { node_type = "cache.t4g" }
}

# iaclint-unknown: node_type
# iaclint-expect: undetermined
resource "aws_elasticache_cluster" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}
