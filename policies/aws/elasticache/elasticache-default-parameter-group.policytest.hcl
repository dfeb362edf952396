policytest {
  targets = ["elasticache-default-parameter-group.policy.hcl"]
}

resource "aws_elasticache_replication_group" "own" {
  attrs = { parameter_group_name = "sessions" }
}

resource "aws_elasticache_replication_group" "of_aws" {
  expect_failure = true
  attrs          = { parameter_group_name = "default.redis7.cluster.on" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

# iaclint-unknown: parameter_group_name
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "own" {
  attrs = { parameter_group_name = "sessions" }
}

resource "aws_elasticache_cluster" "of_aws" {
  expect_failure = true
  attrs          = { parameter_group_name = "default.redis7.cluster.on" }
}

resource "aws_elasticache_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

# iaclint-unknown: parameter_group_name
# iaclint-expect: undetermined
resource "aws_elasticache_cluster" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "node" {
  attrs = { replication_group_id = "main" }
}

resource "aws_elasticache_replication_group" "of_global" {
  attrs = { global_replication_group_id = "world" }
}
