policytest {
  targets = ["elasticache-encrypted.policy.hcl"]
}

resource "aws_elasticache_replication_group" "encrypted" {
  attrs = { at_rest_encryption_enabled = true }
}

# So the provider takes it.
resource "aws_elasticache_replication_group" "encrypted_text" {
  attrs = { at_rest_encryption_enabled = "true" }
}

resource "aws_elasticache_replication_group" "plain_text" {
  expect_failure = true
  attrs          = { at_rest_encryption_enabled = "false" }
}

resource "aws_elasticache_replication_group" "plain" {
  expect_failure = true
  attrs          = { at_rest_encryption_enabled = false }
}

resource "aws_elasticache_replication_group" "redis" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { num_cache_clusters = 2 }
}

resource "aws_elasticache_replication_group" "valkey" {
  attrs = { engine = "valkey" }
}

resource "aws_elasticache_replication_group" "plain_valkey" {
  expect_failure = true
  attrs = {
    engine                     = "valkey"
    at_rest_encryption_enabled = false
  }
}

resource "aws_elasticache_replication_group" "of_global" {
  attrs = { global_replication_group_id = "world" }
}

# iaclint-unknown: at_rest_encryption_enabled
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}
