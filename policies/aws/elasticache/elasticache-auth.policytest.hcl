policytest {
  targets = ["elasticache-auth.policy.hcl"]
}

resource "aws_elasticache_replication_group" "token" {
  attrs = { auth_token = "from-a-secret" }
}

resource "aws_elasticache_replication_group" "users" {
  attrs = { user_group_ids = ["shop"] }
}

resource "aws_elasticache_replication_group" "nobody" {
  expect_failure = true
  attrs          = { user_group_ids = [] }
}

resource "aws_elasticache_replication_group" "unsaid" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "of_global" {
  attrs = { global_replication_group_id = "world" }
}

# iaclint-unknown: auth_token
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}
