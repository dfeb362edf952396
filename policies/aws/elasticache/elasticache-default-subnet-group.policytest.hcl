policytest {
  targets = ["elasticache-default-subnet-group.policy.hcl"]
}

resource "aws_elasticache_replication_group" "own" {
  attrs = { subnet_group_name = "private" }
}

resource "aws_elasticache_replication_group" "default" {
  expect_failure = true
  attrs          = { subnet_group_name = "default" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

# iaclint-unknown: subnet_group_name
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "own" {
  attrs = { subnet_group_name = "private" }
}

resource "aws_elasticache_cluster" "default" {
  expect_failure = true
  attrs          = { subnet_group_name = "default" }
}

resource "aws_elasticache_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

# iaclint-unknown: subnet_group_name
# iaclint-expect: undetermined
resource "aws_elasticache_cluster" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "node" {
  attrs = { replication_group_id = "main" }
}
