policytest {
  targets = ["elasticache-engine-retired.policy.hcl"]
}

resource "aws_elasticache_replication_group" "current" {
  attrs = { engine_version = "7.1" }
}

resource "aws_elasticache_replication_group" "six" {
  attrs = { engine_version = "6.x" }
}

resource "aws_elasticache_replication_group" "five" {
  expect_failure = true
  attrs          = { engine_version = "5.0.6" }
}

resource "aws_elasticache_replication_group" "old" {
  expect_failure = true
  attrs          = { engine_version = "3.2.10" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  attrs = { engine = "redis" }
}

# iaclint-unknown: engine_version
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine_version = "7.1" }
}

resource "aws_elasticache_cluster" "current" {
  attrs = {
    engine         = "redis"
    engine_version = "7.1"
  }
}

resource "aws_elasticache_cluster" "old" {
  expect_failure = true
  attrs = {
    engine         = "redis"
    engine_version = "4.0.10"
  }
}

resource "aws_elasticache_cluster" "memcached" {
  attrs = {
    engine         = "memcached"
    engine_version = "1.6.22"
  }
}

resource "aws_elasticache_cluster" "unsaid" {
  attrs = { engine = "redis" }
}
