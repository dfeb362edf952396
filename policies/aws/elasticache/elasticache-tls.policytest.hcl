policytest {
  targets = ["elasticache-tls.policy.hcl"]
}

resource "aws_elasticache_replication_group" "encrypted" {
  attrs = { transit_encryption_enabled = true }
}

resource "aws_elasticache_replication_group" "plain" {
  expect_failure = true
  attrs          = { transit_encryption_enabled = false }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "of_global" {
  attrs = { global_replication_group_id = "world" }
}

# iaclint-unknown: transit_encryption_enabled
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}
