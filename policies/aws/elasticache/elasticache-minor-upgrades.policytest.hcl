policytest {
  targets = ["elasticache-minor-upgrades.policy.hcl"]
}

resource "aws_elasticache_replication_group" "automatic" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_elasticache_replication_group" "unsaid" {
  attrs = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "by_hand" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

resource "aws_elasticache_replication_group" "as_text" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = "false" }
}

# iaclint-unknown: auto_minor_version_upgrade
# iaclint-expect: undetermined
resource "aws_elasticache_replication_group" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "automatic" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_elasticache_cluster" "unsaid" {
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "by_hand" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

resource "aws_elasticache_cluster" "as_text" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = "false" }
}

# iaclint-unknown: auto_minor_version_upgrade
# iaclint-expect: undetermined
resource "aws_elasticache_cluster" "unknown" {
  skip  = true
  attrs = { engine = "redis" }
}

resource "aws_elasticache_cluster" "memcached" {
  attrs = {
    engine                     = "memcached"
    auto_minor_version_upgrade = false
  }
}
