policytest {
  targets = ["elasticache-memcached-zones.policy.hcl"]
}

resource "aws_elasticache_cluster" "across" {
  attrs = { engine = "memcached", num_cache_nodes = 2, az_mode = "cross-az" }
}

resource "aws_elasticache_cluster" "one_node" {
  attrs = { engine = "memcached", num_cache_nodes = 1 }
}

resource "aws_elasticache_cluster" "redis" {
  attrs = { engine = "redis", num_cache_nodes = 1 }
}

resource "aws_elasticache_cluster" "member" {
  attrs = { engine = null, num_cache_nodes = null, replication_group_id = "main" }
}

resource "aws_elasticache_cluster" "single" {
  expect_failure = true
  attrs          = { engine = "memcached", num_cache_nodes = 2, az_mode = "single-az" }
}

resource "aws_elasticache_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "memcached", num_cache_nodes = 2 }
}

# iaclint-unknown: az_mode
# iaclint-expect: undetermined
resource "aws_elasticache_cluster" "unknown" {
  skip  = true
  attrs = { engine = "memcached", num_cache_nodes = 2 }
}
