policytest {
  targets = ["elasticache-failover.policy.hcl"]
}

resource "aws_elasticache_replication_group" "takes_over" {
  attrs = { automatic_failover_enabled = true }
}

resource "aws_elasticache_replication_group" "global" {
  attrs = { global_replication_group_id = "main", automatic_failover_enabled = false }
}

resource "aws_elasticache_replication_group" "off" {
  expect_failure = true
  attrs          = { automatic_failover_enabled = false }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { replication_group_id = "main" }
}

# iaclint-unknown: automatic_failover_enabled
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { replication_group_id = "main" }
}
