policytest {
  targets = ["elasticache-backup.policy.hcl"]
}

resource "aws_elasticache_replication_group" "kept" {
  attrs = { snapshot_retention_limit = 7 }
}

resource "aws_elasticache_replication_group" "off" {
  expect_failure = true
  attrs          = { snapshot_retention_limit = 0 }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

# iaclint-unknown: snapshot_retention_limit
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "kept" {
  attrs = {
    engine                   = "redis"
    snapshot_retention_limit = 7
  }
}

resource "aws_elasticache_cluster" "off" {
  expect_failure = true
  attrs = {
    engine                   = "redis"
    snapshot_retention_limit = 0
  }
}

resource "aws_elasticache_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "valkey" }
}

resource "aws_elasticache_cluster" "memcached" {
  attrs = { engine = "memcached" }
}

resource "aws_elasticache_cluster" "node" {
  attrs = { replication_group_id = "main" }
}

resource "aws_elasticache_cluster" "cannot" {
  attrs = {
    engine    = "redis"
    node_type = "cache.t1.micro"
  }
}

resource "aws_elasticache_cluster" "can" {
  expect_failure = true
  attrs = {
    engine    = "redis"
    node_type = "cache.t4g.micro"
  }
}
