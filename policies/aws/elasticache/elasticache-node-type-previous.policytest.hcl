policytest {
  targets = ["elasticache-node-type-previous.policy.hcl"]
}

resource "aws_elasticache_replication_group" "current" {
  attrs = { node_type = "cache.t4g.small" }
}

resource "aws_elasticache_replication_group" "older" {
  attrs = { node_type = "cache.m5.large" }
}

resource "aws_elasticache_replication_group" "t1" {
  expect_failure = true
  attrs          = { node_type = "cache.t1.micro" }
}

resource "aws_elasticache_replication_group" "m3" {
  expect_failure = true
  attrs          = { node_type = "cache.m3.medium" }
}

resource "aws_elasticache_replication_group" "r3" {
  expect_failure = true
  attrs          = { node_type = "cache.r3.large" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  attrs = { engine = "redis" }
}

# iaclint-unknown: node_type
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "current" {
  attrs = { node_type = "cache.t4g.small" }
}

resource "aws_elasticache_cluster" "older" {
  attrs = { node_type = "cache.m5.large" }
}

resource "aws_elasticache_cluster" "t1" {
  expect_failure = true
  attrs          = { node_type = "cache.t1.micro" }
}

resource "aws_elasticache_cluster" "m3" {
  expect_failure = true
  attrs          = { node_type = "cache.m3.medium" }
}

resource "aws_elasticache_cluster" "r3" {
  expect_failure = true
  attrs          = { node_type = "cache.r3.large" }
}

resource "aws_elasticache_cluster" "unsaid" {
  attrs = { engine = "redis" }
}

# iaclint-unknown: node_type
# iaclint-expect: undetermined
resource "aws_elasticache_cluster" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}
