policytest {
  targets = ["elasticache-customer-key.policy.hcl"]
}

resource "aws_elasticache_replication_group" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "of_global" {
  attrs = { global_replication_group_id = "world" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}
